/// Bytes as pairs of hexadecimal digits; written small, read in either case.
package enum Hexadecimal {
    package static func encode(_ bytes: Span<UInt8>) -> [UInt8] {
        var text = [UInt8](repeating: 0, count: 2 * bytes.count)
        var output = text.mutableSpan
        for index in bytes.indices {
            output[2 * index] = digit(bytes[index] >> 4)
            output[2 * index + 1] = digit(bytes[index] & 15)
        }
        return text
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }

    /// The bytes that a text stands for; nil for an odd number of characters, and for one that is no digit.
    package static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: text.count / 2)
        var output = bytes.mutableSpan
        return decode(text, into: &output) == nil ? nil : bytes
    }

    /// Writes the bytes that a text stands for and says how many they are; nil for what is no hexadecimal, or too long.
    package static func decode(_ text: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> Int? {
        let length = text.count / 2
        guard text.count % 2 == 0, length <= output.count else { return nil }
        var wrong: UInt32 = 0
        for index in 0..<length {
            let (high, low) = (value(of: text[2 * index]), value(of: text[2 * index + 1]))
            wrong |= high | low
            output[index] = UInt8(truncatingIfNeeded: high << 4 | low)
        }
        return wrong < 16 ? length : nil
    }

    /// What a digit is worth, 16 or more for another character; without a branch that a secret's digits would choose.
    private static func value(of character: UInt8) -> UInt32 {
        let code = Int32(character)
        let small = code | 0x20
        var value: Int32 = -1
        value += within(code, 0x30, 0x39) & (code - 0x30 + 1)
        value += within(small, 0x61, 0x66) & (small - 0x61 + 10 + 1)
        return UInt32(bitPattern: value)
    }

    /// All bits where the code lies between the two, none elsewhere.
    private static func within(_ code: Int32, _ low: Int32, _ high: Int32) -> Int32 {
        ((low - 1 - code) & (code - high - 1)) >> 31
    }
}
