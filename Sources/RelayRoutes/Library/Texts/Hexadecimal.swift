extension Span<UInt8> {
    /// Two small hexadecimal digits for each byte.
    package var hexadecimal: [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * count)
        for index in indices {
            text.append(digits[Int(self[index] >> 4)])
            text.append(digits[Int(self[index] & 0xF)])
        }
        return text
    }
}
