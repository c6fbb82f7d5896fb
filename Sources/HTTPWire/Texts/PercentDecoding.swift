/// Why an encoded text could not be read.
package enum DecodingFault: Error, Sendable, Hashable {
    /// A `%` without two hexadecimal digits behind it, at that byte of the text.
    case escape(at: Int)
    /// What the escapes stand for is not UTF-8.
    case notUTF8
    /// More pairs than allowed.
    case tooManyPairs
}

/// Texts in which bytes are written as `%2F`.
package enum PercentDecoding {
    /// Reads a segment of a path, where `+` is a plus.
    ///
    /// Split the path first: an escaped slash is part of its segment.
    package static func segment(_ text: String) throws(DecodingFault) -> String {
        let bytes = text.utf8Span.span
        return try decoded(bytes, 0..<bytes.count, plusIsSpace: false)
    }

    static func decoded(
        _ text: Span<UInt8>,
        _ range: Range<Int>,
        plusIsSpace: Bool
    ) throws(DecodingFault) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            switch text[index] {
            case UInt8(ascii: "%"):
                bytes.append(try escaped(text, index, end: range.upperBound))
                index += 3
            case UInt8(ascii: "+") where plusIsSpace:
                bytes.append(UInt8(ascii: " "))
                index += 1
            case let byte:
                bytes.append(byte)
                index += 1
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return decoded
    }

    private static func escaped(_ text: Span<UInt8>, _ mark: Int, end: Int) throws(DecodingFault) -> UInt8 {
        guard mark + 2 < end, let high = text[mark + 1].hexadecimalDigit, let low = text[mark + 2].hexadecimalDigit
        else { throw .escape(at: mark) }
        return high << 4 | low
    }
}
