/// Tells by a text itself that it is about a person, whatever the name that it stands under.
enum PersonalText {
    static func isLikely(_ text: String) -> Bool {
        holdsAddress(text) || isPhoneNumber(text)
    }

    /// An at sign with something on both sides.
    private static func holdsAddress(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.indices.contains { position in
            bytes[position] == UInt8(ascii: "@") && position > 0 && position + 1 < bytes.count
                && bytes[position - 1] > 0x20 && bytes[position + 1] > 0x20
        }
    }

    /// As people write them: with a plus, a bracket or a nought in front, and blanks and strokes between the digits.
    private static func isPhoneNumber(_ text: String) -> Bool {
        let digits = text.utf8.count { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard (7...20).contains(digits), let first = text.utf8.first, "+(0".utf8.contains(first) else { return false }
        return text.utf8.allSatisfy { "+()-./ 0123456789".utf8.contains($0) }
    }
}
