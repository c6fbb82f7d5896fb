/// Operators, the loosest outside: `?:`, then those between two operands, then signs.
extension Parser {
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
    var infix: (symbol: Token.Kind, precedence: Int, function: String)? {
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

    static let binary: [Token.Symbol: (Int, String)] = [
        .less: (2, "_<_"), .lessOrEqual: (2, "_<=_"), .greater: (2, "_>_"), .greaterOrEqual: (2, "_>=_"),
        .equal: (2, "_==_"), .notEqual: (2, "_!=_"), .plus: (3, "_+_"), .minus: (3, "_-_"), .star: (4, "_*_"),
        .slash: (4, "_/_"), .percent: (4, "_%_"),
    ]

    /// Operands and the operators between them that bind at least so tightly (precedence climbing: one call for all
    /// levels, since the stack holds as many calls as expressions lie in each other).
    mutating func operation(_ floor: Int = 0) throws(Problem) -> Expression {
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

    func joined(_ terms: [Expression], _ function: String, _ anchor: Int) throws(Problem) -> Expression {
        let range = terms[0].range.lowerBound..<terms[terms.count - 1].range.upperBound
        let kind: Expression.Kind =
            switch function {
            case "_||_": .or(terms)
            case "_&&_": .and(terms)
            default: .call(function, target: nil, arguments: terms)
            }
        return try make(kind, range, anchor: anchor, over: terms)
    }

    mutating func unary() throws(Problem) -> Expression {
        for (symbol, function) in [(Token.Symbol.not, "!_"), (.minus, "-_")] where token.kind == .symbol(symbol) {
            return try prefixed(by: symbol, function)
        }
        return try member(of: primary())
    }

    mutating func prefixed(by symbol: Token.Symbol, _ function: String) throws(Problem) -> Expression {
        var anchors: [Int] = []
        while token.kind == .symbol(symbol) { anchors.append(try advance().range.lowerBound) }
        // A sign right before digits belongs to them, or the smallest integer could not be written.
        if symbol == .minus, let last = anchors.last, let literal = try negativeNumber(from: last) {
            anchors.removeLast()
            return try wrapped(member(of: literal), function, anchors)
        }
        return try wrapped(member(of: primary()), function, anchors)
    }

    func wrapped(_ operand: Expression, _ function: String, _ anchors: [Int]) throws(Problem) -> Expression {
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

    mutating func negativeNumber(from start: Int) throws(Problem) -> Expression? {
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

    func outOfRange(_ digits: String, at offset: Int) -> Problem {
        Problem(at: offset, "'\(digits)' is beyond the range of int", "Write it as a string, or as a double with '.0'.")
    }
}
