/// An expression that stands in other text, between `{{` and `}}`.
///
/// Where it ends only the lexer can tell: `{{ {'a': {'b': 1}} }}` and `{{ '}}' }}` end at their last braces.
package enum EmbeddedExpression {
    /// Where the braces stand that close the expression which begins at the offset.
    package static func end(in source: SourceText, from start: Int) throws(Problem) -> Int {
        var lexer = Lexer(source)
        lexer.cursor = start
        var depth = 0
        while true {
            let token = try lexer.next()
            switch token.kind {
            case .symbol(.leftBrace): depth += 1
            case .symbol(.rightBrace) where depth > 0: depth -= 1
            case .symbol(.rightBrace):
                guard lexer.peek() == UInt8(ascii: "}") else {
                    throw Problem(
                        at: token.range.lowerBound,
                        "one brace closes nothing here",
                        "Two end the expression: }}."
                    )
                }
                return token.range.lowerBound
            case .end: throw Problem(at: max(start - 2, 0), "the expression is not closed", "Write }} behind it.")
            default: continue
            }
        }
    }
}
