/// Turns an expression's text into its tree; macros are unfolded on the way.
package struct Parser {
    /// How deep brackets, calls and conditionals may lie in each other. The parser recurses as deep: with this limit half
    /// a megabyte of stack is enough for it and for all later passes.
    package static let nestingLimit = 100
    /// How deep the tree may become, chains such as `a + b + c` among it; later passes recurse as deep and no deeper.
    package static let depthLimit = 250
    package static let lengthLimit = 100_000

    let source: SourceText
    private var lexer: Lexer
    private(set) var token: Token
    var nesting = 0

    /// Reads a whole expression.
    package static func parse(_ source: SourceText) throws(Problem) -> Expression {
        guard source.bytes.count <= lengthLimit else {
            throw Problem(at: lengthLimit, "the expression is longer than \(lengthLimit) bytes", "Split it.")
        }
        var parser = try Parser(source)
        let expression = try parser.expression()
        guard parser.token.kind == .end else { throw parser.unexpected("an operator or the end") }
        return expression
    }

    private init(_ source: SourceText) throws(Problem) {
        self.source = source
        lexer = Lexer(source)
        token = try lexer.next()
    }

    // MARK: Tokens

    @discardableResult
    mutating func advance() throws(Problem) -> Token {
        let current = token
        token = try lexer.next()
        return current
    }

    mutating func take(_ symbol: Token.Symbol) throws(Problem) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        try advance()
        return true
    }

    /// Takes the symbol that must stand here, and tells where it ends.
    @discardableResult
    mutating func expect(_ symbol: Token.Symbol) throws(Problem) -> Int {
        guard token.kind == .symbol(symbol) else { throw unexpected("'\(symbol.rawValue)'") }
        return try advance().range.upperBound
    }

    func unexpected(_ wanted: String) -> Problem {
        Problem(at: token.range.lowerBound, "\(token.shown) stands where \(wanted) should", "")
    }

    /// Makes a node above its parts, within the limit on depth.
    func make(
        _ kind: Expression.Kind,
        _ range: Range<Int>,
        anchor: Int? = nil,
        over parts: [Expression] = []
    ) throws(Problem) -> Expression {
        let depth = (parts.map(\.depth).max() ?? 0) + 1
        guard depth <= Self.depthLimit else { throw tooDeep(Self.depthLimit, at: range.lowerBound) }
        return Expression(kind, range, anchor: anchor, depth: depth)
    }

    func tooDeep(_ limit: Int, at offset: Int) -> Problem {
        Problem(
            at: offset,
            "the expression is nested deeper than \(limit) levels",
            "Split it, or bind parts with cel.bind."
        )
    }
}
