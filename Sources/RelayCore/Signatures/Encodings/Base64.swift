/// Base64 with the standard alphabet (RFC 4648, section 4), strictly: padded, without blanks, each value in one form only.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// How many bytes a text of that many characters holds at most.
    package static func capacity(_ characters: Int) -> Int { characters / 4 * 3 }

    package static func encode(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            var group = UInt32(bytes[index]) << 16
            if count > 1 { group |= UInt32(bytes[index + 1]) << 8 }
            if count > 2 { group |= UInt32(bytes[index + 2]) }
            for position in 0..<4 {
                let value = Int(group >> UInt32(18 - 6 * position)) & 63
                text.append(position <= count ? alphabet[value] : padding)
            }
            index += 3
        }
        return text
    }

    /// The bytes that a text stands for; nil for what is no Base64.
    package static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: capacity(text.count))
        var output = bytes.mutableSpan
        guard let count = decode(text, into: &output) else { return nil }
        bytes.removeLast(bytes.count - count)
        return bytes
    }

    /// Writes the bytes that a text stands for and says how many they are; nil for what is no Base64, or too long.
    package static func decode(_ text: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> Int? {
        guard text.count % 4 == 0 else { return nil }
        guard !text.isEmpty else { return 0 }
        let padded = text[text.count - 1] != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
        let length = capacity(text.count) - padded
        guard length <= output.count else { return nil }
        var wrong: UInt32 = 0
        var written = 0
        for start in stride(from: 0, to: text.count, by: 4) {
            let isLast = start + 4 == text.count
            var group: UInt32 = 0
            for position in 0..<4 {
                let isPadding = isLast && position >= 4 - padded
                let value = isPadding ? 0 : Self.value(of: text[start + position])
                wrong |= value
                group = group << 6 | value & 63
            }
            // What padding leaves over must be zero, or there would be several texts for the same bytes.
            if isLast { wrong |= (group & ((1 << UInt32(8 * padded)) - 1)) << 8 }
            for position in 0..<3 where written < length {
                output[written] = UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * position))
                written += 1
            }
        }
        return wrong < 64 ? length : nil
    }

    /// The six bits of a character, 64 or more for one that is none; without a branch or a table that a secret's
    /// characters would choose between.
    private static func value(of character: UInt8) -> UInt32 {
        let code = Int32(character)
        var value: Int32 = -1
        value += within(code, 0x41, 0x5A) & (code - 0x41 + 1)
        value += within(code, 0x61, 0x7A) & (code - 0x61 + 26 + 1)
        value += within(code, 0x30, 0x39) & (code - 0x30 + 52 + 1)
        value += within(code, 0x2B, 0x2B) & (62 + 1)
        value += within(code, 0x2F, 0x2F) & (63 + 1)
        return UInt32(bitPattern: value)
    }

    /// All bits where the code lies between the two, none elsewhere.
    private static func within(_ code: Int32, _ low: Int32, _ high: Int32) -> Int32 {
        ((low - 1 - code) & (code - high - 1)) >> 31
    }
}
