/// What follows an operand: fields, methods, positions.
extension Parser {
    mutating func member(of operand: Expression) throws(Problem) -> Expression {
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

    mutating func selection(from operand: Expression) throws(Problem) -> Expression {
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

    func fieldName() throws(Problem) -> (String, isQuoted: Bool) {
        switch token.kind {
        case .identifier(let name) where name != "in" && Self.words[name] == nil: return (name, false)
        case .quotedIdentifier(let name): return (name, true)
        default: throw unexpected("a field's name")
        }
    }

    mutating func index(into operand: Expression) throws(Problem) -> Expression {
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

    mutating func arguments() throws(Problem) -> ([Expression], end: Int) {
        try expect(.leftParenthesis)
        var arguments: [Expression] = []
        if token.kind != .symbol(.rightParenthesis) {
            repeat { arguments.append(try expression()) } while try take(.comma)
        }
        return (arguments, try expect(.rightParenthesis))
    }
}
