/// Names as an expression can write them.
package enum Identifier {
    /// Whether the text can stand as a variable's name: letters, digits and `_`, no digit first, no word of the language.
    package static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, Lexer.isNameStart(first) else { return false }
        return text.utf8.allSatisfy { Lexer.isNameStart($0) || Lexer.isDigit($0) } && !isTaken(text)
    }

    private static func isTaken(_ text: String) -> Bool {
        text == "in" || Parser.words[text] != nil || Parser.reserved.contains(text)
    }
}
