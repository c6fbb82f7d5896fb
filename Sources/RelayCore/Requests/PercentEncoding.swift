/// Puts texts into URLs so that they stay where they were put.
package enum PercentEncoding {
    /// The text as one segment of a path or as a query's name or value: all but RFC 3986's unreserved is encoded.
    package static func encode(_ text: String) -> String { encode(text, keeping: isUnreserved) }

    /// The text with all encoded that is not to be kept.
    package static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
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

    /// Whether a byte means itself wherever it stands in a URL.
    package static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
