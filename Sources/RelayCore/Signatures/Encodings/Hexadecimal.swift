/// Bytes as pairs of hexadecimal digits; written small, read in either case.
///
/// Digits are worked on several at a time, each in an eighth of a word, without a branch that a secret's digits would
/// choose.
package enum Hexadecimal {
    private static let each: UInt64 = 0x0101_0101_0101_0101
    private static let digitsOfWord = 8

    package static func encode(_ bytes: Span<UInt8>) -> [UInt8] {
        var text = [UInt8](repeating: 0, count: 2 * bytes.count)
        var output = text.mutableSpan
        encode(bytes, into: &output)
        return text
    }

    /// The digits as a text, with no array of them in between.
    package static func text(_ bytes: Span<UInt8>) -> String {
        let count = 2 * bytes.count
        return unsafe String(unsafeUninitializedCapacity: count) { buffer in
            unsafe buffer.initialize(repeating: 0)
            // Lent for the length of the call, and every byte of it has just been set.
            var output = unsafe MutableSpan(_unsafeElements: buffer)
            encode(bytes, into: &output)
            return count
        }
    }

    private static func encode(_ bytes: Span<UInt8>, into output: inout MutableSpan<UInt8>) {
        let bytesOfWord = digitsOfWord / 2
        var start = 0
        while start + bytesOfWord <= bytes.count {
            // Four bytes that the condition has just found to be there.
            let four = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self)
            let eight = digits(of: split(UInt32(littleEndian: four)))
            // Any bytes are bytes, and the place is checked when it is written to.
            var text = unsafe output.mutableBytes
            text.storeBytes(of: eight.littleEndian, toByteOffset: 2 * start, as: UInt64.self)
            start += bytesOfWord
        }
        for index in start..<bytes.count {
            let pair = digits(of: split(UInt32(bytes[index])))
            output[2 * index] = UInt8(truncatingIfNeeded: pair)
            output[2 * index + 1] = UInt8(truncatingIfNeeded: pair >> 8)
        }
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
        var wrong: UInt64 = 0
        var start = 0
        while start + digitsOfWord <= text.count {
            // Eight bytes that the condition has just found to be there.
            let eight = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
            let four = joined(values(of: UInt64(littleEndian: eight), &wrong))
            // Any bytes are bytes, and the place is checked when it is written to.
            var bytes = unsafe output.mutableBytes
            bytes.storeBytes(of: four.littleEndian, toByteOffset: start / 2, as: UInt32.self)
            start += digitsOfWord
        }
        while start < text.count {
            let zeros = (each &* UInt64(UInt8(ascii: "0"))) << 16
            let two = zeros | UInt64(text[start]) | UInt64(text[start + 1]) << 8
            output[start / 2] = UInt8(truncatingIfNeeded: joined(values(of: two, &wrong)))
            start += 2
        }
        return wrong == 0 ? length : nil
    }

    /// Four bytes of eight values of half a byte.
    private static func joined(_ values: UInt64) -> UInt32 {
        var bytes = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF
        bytes = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: bytes | bytes >> 16)
    }

    /// Eight values of half a byte of four bytes.
    private static func split(_ bytes: UInt32) -> UInt64 {
        var values = (UInt64(bytes) | UInt64(bytes) << 16) & 0x0000_FFFF_0000_FFFF
        values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
        return (values >> 4 | values << 8) & (each &* 0x0F)
    }

    /// What each digit is worth; sets bits for a character that is none.
    private static func values(of characters: UInt64, _ wrong: inout UInt64) -> UInt64 {
        let letters = (characters >> 6) & each
        let values = (characters & (each &* 0x0F)) &+ letters &* 9
        // What is no digit is worth too much, or reads otherwise when it is written again.
        wrong |= (values & (each &* 0xF0)) | (digits(of: values) ^ (characters | letters << 5))
        return values
    }

    private static func digits(of values: UInt64) -> UInt64 {
        let letters = ((values &+ each &* 6) >> 4) & each
        return values &+ each &* UInt64(UInt8(ascii: "0")) &+ letters &* 39
    }
}
