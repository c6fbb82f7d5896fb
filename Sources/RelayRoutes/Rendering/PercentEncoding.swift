/// Puts texts into URLs so that they stay where they were put.
package enum PercentEncoding {
    /// The text as one segment of a path or as a query's name or value: all but RFC 3986's unreserved is encoded.
    package static func encode(_ text: String) -> String { encode(text, keeping: isUnreserved) }

    /// A path that was written out: what has a meaning in a path stays, escapes among it.
    static func encodeWritten(_ path: String) -> String {
        encode(path) { isUnreserved($0) || hasMeaning($0) }
    }

    private static func hasMeaning(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "$"): true
        case UInt8(ascii: "&")...UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "%"): true
        default: false
        }
    }

    private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        // Most texts hold nothing else.
        guard !text.utf8.allSatisfy(isKept) else { return text }
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isKept(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// Whether nothing in a path needs a closer look: no segment is empty or begins as dots do, and none holds a control.
    static func isPlain(path: String) -> Bool {
        let bytes = path.utf8Span.span
        guard !bytes.isEmpty, bytes[bytes.count - 1] != UInt8(ascii: "/") else { return false }
        return bytes.indices.allSatisfy { index in
            switch bytes[index] {
            case 0..<0x20, 0x7F: false
            case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "%"):
                index == 0 || bytes[index - 1] != UInt8(ascii: "/")
            default: true
            }
        }
    }

    /// What makes a text unfit to be a segment of a path; nil for one that is.
    package static func fault(inSegment text: some StringProtocol) -> String? {
        if text.isEmpty { return "is empty" }
        if text.utf8.count <= longestDots, text.utf8.first == UInt8(ascii: ".") || text.utf8.first == UInt8(ascii: "%")
        {
            let dots = text.lowercased().replacing("%2e", with: ".")
            if dots == "." || dots == ".." { return "is \"\(dots)\", which would lead to another path" }
        }
        return holdsControl(text) ? "holds a control character" : nil
    }

    /// Two dots, both encoded.
    private static let longestDots = 6

    static func holdsControl(_ text: some StringProtocol) -> Bool { text.utf8.contains { $0 < 0x20 || $0 == 0x7F } }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
