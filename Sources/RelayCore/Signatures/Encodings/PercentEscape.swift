/// Characters that stand in addresses and forms as `%41`.
enum PercentEscape {
    /// The byte whose escape begins at a position; nil where none does.
    static func byte(at index: Int, in text: ArraySlice<UInt8>) -> UInt8? {
        guard text[index] == UInt8(ascii: "%"), index + 2 < text.endIndex else { return nil }
        let digits = text[(index + 1)...(index + 2)]
        return Hexadecimal.decode(digits.span)?.first
    }
}
