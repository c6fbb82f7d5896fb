package import RelayCore

/// What may stand in a path, and how.
extension PercentEncoding {
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
            let dots = text.lowercased().replacing(each: "%2e", with: ".")
            if dots == "." || dots == ".." { return "is \"\(dots)\", which would lead to another path" }
        }
        return holdsControl(text) ? "holds a control character" : nil
    }

    /// Two dots, both encoded.
    private static let longestDots = 6

    static func holdsControl(_ text: some StringProtocol) -> Bool { text.utf8.contains { $0 < 0x20 || $0 == 0x7F } }
}
