/// What operators stand between: names, literals, calls, lists, maps, and expressions in parentheses.
extension Parser {
    mutating func primary() throws(Problem) -> Expression {
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

    mutating func literal(_ value: Value) throws(Problem) -> Expression {
        try make(.literal(value), advance().range)
    }

    /// Words that the specification keeps for languages that embed CEL.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace",
        "return", "var", "void", "while",
    ]

    mutating func named(_ name: String, isAbsolute: Bool, _ start: Int) throws(Problem) -> Expression {
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

    // MARK: Lists and maps

    mutating func list() throws(Problem) -> Expression {
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

    mutating func map() throws(Problem) -> Expression {
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
