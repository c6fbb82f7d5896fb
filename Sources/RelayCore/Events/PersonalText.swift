/// Tells by a text itself that it is about a person, whatever the name that it stands under.
package enum PersonalText {
    package static func isLikely(_ text: String) -> Bool {
        holdsAddress(text) || isPhoneNumber(text)
    }

    /// What may stand for it in a log: `a…@…` for an address, the first digits of a phone number, else the text itself.
    package static func abbreviated(_ text: String) -> String {
        if holdsAddress(text) { return "\(text.prefix(1))…@…" }
        return isPhoneNumber(text) ? "\(text.prefix(3))…" : text
    }

    /// An at sign with something on both sides.
    private static func holdsAddress(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.indices.contains { position in
            // A dash, a quotation mark or an ellipsis begins with this byte, and no address behind its at sign does.
            bytes[position] == UInt8(ascii: "@") && position > 0 && position + 1 < bytes.count
                && bytes[position - 1] > 0x20 && bytes[position + 1] > 0x20 && bytes[position + 1] != 0xE2
        }
    }

    /// As people write them: with a plus, a bracket or a nought in front, and blanks and strokes between the digits.
    private static func isPhoneNumber(_ text: String) -> Bool {
        let digits = text.utf8.count { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard (7...20).contains(digits), let first = text.utf8.first, "+(0".utf8.contains(first) else { return false }
        return text.utf8.allSatisfy { "+()-./ 0123456789".utf8.contains($0) }
    }
}
