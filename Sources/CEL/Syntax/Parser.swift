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
    private var nesting = 0

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

    private func tooDeep(_ limit: Int, at offset: Int) -> Problem {
        Problem(
            at: offset,
            "the expression is nested deeper than \(limit) levels",
            "Split it, or bind parts with cel.bind."
        )
    }

    // MARK: Expressions

    mutating func expression() throws(Problem) -> Expression {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.nestingLimit else { throw tooDeep(Self.nestingLimit, at: token.range.lowerBound) }
        let condition = try operation()
        let anchor = token.range.lowerBound
        guard try take(.question) else { return condition }
        let then = try operation()
        try expect(.colon)
        let otherwise = try expression()
        return try make(
            .conditional(condition, then: then, else: otherwise),
            condition.range.lowerBound..<otherwise.range.upperBound,
            anchor: anchor,
            over: [condition, then, otherwise]
        )
    }

    /// An operator between two operands: how tightly it binds, and the function that it stands for.
    private var infix: (symbol: Token.Kind, precedence: Int, function: String)? {
        let (precedence, function): (Int, String)
        switch token.kind {
        case .symbol(.or): (precedence, function) = (0, "_||_")
        case .symbol(.and): (precedence, function) = (1, "_&&_")
        case .identifier("in"): (precedence, function) = (2, "@in")
        case .symbol(let symbol):
            guard let found = Self.binary[symbol] else { return nil }
            (precedence, function) = found
        default: return nil
        }
        return (token.kind, precedence, function)
    }

    private static let binary: [Token.Symbol: (Int, String)] = [
        .less: (2, "_<_"), .lessOrEqual: (2, "_<=_"), .greater: (2, "_>_"), .greaterOrEqual: (2, "_>=_"),
        .equal: (2, "_==_"), .notEqual: (2, "_!=_"), .plus: (3, "_+_"), .minus: (3, "_-_"), .star: (4, "_*_"),
        .slash: (4, "_/_"), .percent: (4, "_%_"),
    ]

    /// Operands and the operators between them that bind at least so tightly (precedence climbing: one call for all
    /// levels, since the stack holds as many calls as expressions lie in each other).
    private mutating func operation(_ floor: Int = 0) throws(Problem) -> Expression {
        var left = try unary()
        while let infix, infix.precedence >= floor {
            let anchor = try advance().range.lowerBound
            var terms = [left, try operation(infix.precedence + 1)]
            // Terms of one logical operator lie side by side and not in each other, however many there are.
            while infix.precedence < 2, token.kind == infix.symbol {
                try advance()
                terms.append(try operation(infix.precedence + 1))
            }
            left = try joined(terms, infix.function, anchor)
        }
        return left
    }

    private func joined(_ terms: [Expression], _ function: String, _ anchor: Int) throws(Problem) -> Expression {
        let range = terms[0].range.lowerBound..<terms[terms.count - 1].range.upperBound
        let kind: Expression.Kind =
            switch function {
            case "_||_": .or(terms)
            case "_&&_": .and(terms)
            default: .call(function, target: nil, arguments: terms)
            }
        return try make(kind, range, anchor: anchor, over: terms)
    }

    private mutating func unary() throws(Problem) -> Expression {
        for (symbol, function) in [(Token.Symbol.not, "!_"), (.minus, "-_")] where token.kind == .symbol(symbol) {
            return try prefixed(by: symbol, function)
        }
        return try member(of: primary())
    }

    private mutating func prefixed(by symbol: Token.Symbol, _ function: String) throws(Problem) -> Expression {
        var anchors: [Int] = []
        while token.kind == .symbol(symbol) { anchors.append(try advance().range.lowerBound) }
        // A sign right before digits belongs to them, or the smallest integer could not be written.
        if symbol == .minus, let last = anchors.last, let literal = try negativeNumber(from: last) {
            anchors.removeLast()
            return try wrapped(member(of: literal), function, anchors)
        }
        return try wrapped(member(of: primary()), function, anchors)
    }

    private func wrapped(_ operand: Expression, _ function: String, _ anchors: [Int]) throws(Problem) -> Expression {
        var result = operand
        for anchor in anchors.reversed() {
            result = try make(
                .call(function, target: nil, arguments: [result]),
                anchor..<operand.range.upperBound,
                anchor: anchor,
                over: [result]
            )
        }
        return result
    }

    private mutating func negativeNumber(from start: Int) throws(Problem) -> Expression? {
        let value: Value
        switch token.kind {
        case .int(let size):
            guard let number = Int64(exactly: -Int128(size)) else { throw outOfRange("-\(size)", at: start) }
            value = .int(number)
        case .double(let size): value = .double(-size)
        default: return nil
        }
        return try make(.literal(value), start..<advance().range.upperBound)
    }

    private func outOfRange(_ digits: String, at offset: Int) -> Problem {
        Problem(at: offset, "'\(digits)' is beyond the range of int", "Write it as a string, or as a double with '.0'.")
    }

    // MARK: Primaries

    private mutating func primary() throws(Problem) -> Expression {
        let start = token.range.lowerBound
        switch token.kind {
        case .identifier(let name): return try named(name, isAbsolute: false, start)
        case .symbol(.dot):
            try advance()
            guard case .identifier(let name) = token.kind else { throw unexpected("a name") }
            return try named(name, isAbsolute: true, start)
        case .symbol(.leftParenthesis):
            try advance()
            let inner = try expression()
            let end = try expect(.rightParenthesis)
            return inner.parenthesized(start..<end)
        case .symbol(.leftBracket): return try list()
        case .symbol(.leftBrace): return try map()
        case .int(let size):
            guard let number = Int64(exactly: size) else { throw outOfRange("\(size)", at: start) }
            return try literal(.int(number))
        case .uint(let number): return try literal(.uint(number))
        case .double(let number): return try literal(.double(number))
        case .string(let text): return try literal(.string(text))
        case .bytes(let bytes): return try literal(.bytes(bytes))
        case .symbol, .quotedIdentifier, .end: throw unexpected("a value")
        }
    }

    private mutating func literal(_ value: Value) throws(Problem) -> Expression {
        try make(.literal(value), advance().range)
    }

    /// Words that the specification keeps for languages that embed CEL.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace",
        "return", "var", "void", "while",
    ]

    private mutating func named(_ name: String, isAbsolute: Bool, _ start: Int) throws(Problem) -> Expression {
        if !isAbsolute, let value = Self.words[name] { return try literal(value) }
        guard name != "in", Self.words[name] == nil else { throw unexpected("a value") }
        guard !Self.reserved.contains(name) else {
            throw Problem(at: start, "'\(name)' is a reserved word", "A field of that name is read with ['\(name)'].")
        }
        let range = start..<(try advance().range.upperBound)
        guard token.kind == .symbol(.leftParenthesis) else {
            return try make(.identifier(name, isAbsolute: isAbsolute), range)
        }
        let (arguments, end) = try self.arguments()
        return try call(name, target: nil, arguments, range.lowerBound..<end, anchor: start)
    }

    static let words: [String: Value] = ["true": .bool(true), "false": .bool(false), "null": .null]

    // MARK: Members

    private mutating func member(of operand: Expression) throws(Problem) -> Expression {
        var result = operand
        while case .symbol(let symbol) = token.kind {
            switch symbol {
            case .dot: result = try selection(from: result)
            case .leftBracket: result = try index(into: result)
            case .leftBrace:
                throw Problem(
                    at: token.range.lowerBound,
                    "messages cannot be made here",
                    "Make a map: {'name': value}."
                )
            default: return result
            }
        }
        return result
    }

    private mutating func selection(from operand: Expression) throws(Problem) -> Expression {
        let anchor = try advance().range.lowerBound
        let isOptional = try take(.question)
        let (field, isQuoted) = try fieldName()
        let end = try advance().range.upperBound
        let start = operand.range.lowerBound
        if !isOptional, !isQuoted, token.kind == .symbol(.leftParenthesis) {
            let (arguments, end) = try self.arguments()
            return try call(field, target: operand, arguments, start..<end, anchor: anchor + 1)
        }
        return try make(
            .select(operand, field: field, isOptional: isOptional),
            start..<end,
            anchor: anchor,
            over: [operand]
        )
    }

    private func fieldName() throws(Problem) -> (String, isQuoted: Bool) {
        switch token.kind {
        case .identifier(let name) where name != "in" && Self.words[name] == nil: return (name, false)
        case .quotedIdentifier(let name): return (name, true)
        default: throw unexpected("a field's name")
        }
    }

    private mutating func index(into operand: Expression) throws(Problem) -> Expression {
        let anchor = try advance().range.lowerBound
        let isOptional = try take(.question)
        let key = try expression()
        let end = try expect(.rightBracket)
        return try make(
            .index(operand, key, isOptional: isOptional),
            operand.range.lowerBound..<end,
            anchor: anchor,
            over: [operand, key]
        )
    }

    private mutating func arguments() throws(Problem) -> ([Expression], end: Int) {
        try expect(.leftParenthesis)
        var arguments: [Expression] = []
        if token.kind != .symbol(.rightParenthesis) {
            repeat { arguments.append(try expression()) } while try take(.comma)
        }
        return (arguments, try expect(.rightParenthesis))
    }

    // MARK: Lists and maps

    private mutating func list() throws(Problem) -> Expression {
        let start = try advance().range.lowerBound
        var elements: [Expression.Element] = []
        if try take(.comma) { return try make(.list([]), start..<expect(.rightBracket)) }
        while token.kind != .symbol(.rightBracket) {
            let isOptional = try take(.question)
            elements.append(Expression.Element(value: try expression(), isOptional: isOptional))
            guard try take(.comma) else { break }
        }
        let end = try expect(.rightBracket)
        return try make(.list(elements), start..<end, over: elements.map(\.value))
    }

    private mutating func map() throws(Problem) -> Expression {
        let start = try advance().range.lowerBound
        var entries: [Expression.Entry] = []
        if try take(.comma) { return try make(.map([]), start..<expect(.rightBrace)) }
        while token.kind != .symbol(.rightBrace) {
            let isOptional = try take(.question)
            let key = try expression()
            try expect(.colon)
            entries.append(Expression.Entry(key: key, value: try expression(), isOptional: isOptional))
            guard try take(.comma) else { break }
        }
        let end = try expect(.rightBrace)
        return try make(.map(entries), start..<end, over: entries.flatMap { [$0.key, $0.value] })
    }
}
