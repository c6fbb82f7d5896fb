/// The text of an id that is a number: 13 characters, in the order of the numbers, easy to read aloud.
package enum Base32Text {
    /// Crockford's alphabet: no I, L, O and U.
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private static let length = 13

    package static func text(_ number: Int64, prefix: String = "") -> String {
        // Written in place, because each event that is answered and each delivery that is sent is named.
        let start = prefix.utf8.count
        return unsafe String(unsafeUninitializedCapacity: start + length) { text in
            unsafe text.initialize(repeating: 0)
            // Lent for the length of the call, and every byte of it has been set.
            var output = unsafe MutableSpan(_unsafeElements: text)
            write(number, prefix: prefix, into: &output)
            return start + length
        }
    }

    /// Writes the characters of the prefix and of a number.
    static func write(_ number: Int64, prefix: String, into output: inout MutableSpan<UInt8>) {
        let letters = prefix.utf8Span.span
        for position in letters.indices { output[position] = letters[position] }
        let digits = digits.span
        var rest = UInt64(bitPattern: number)
        for position in (letters.count..<letters.count + length).reversed() {
            output[position] = digits[Int(rest & 31)]
            rest >>= 5
        }
    }

    /// The number of a text; nil where it is none, or one that is below zero.
    package static func number(_ text: some StringProtocol) -> Int64? {
        guard text.utf8.count == length else { return nil }
        var number: UInt64 = 0
        for byte in text.utf8 {
            guard let digit = digits.firstIndex(of: byte), number >> 58 == 0 else { return nil }
            number = number << 5 | UInt64(digit)
        }
        return Int64(exactly: number)
    }
}
