import JSON

/// `charAt`, `indexOf`, `lastIndexOf` and `substring`: what has to do with positions, which count code points.
enum Searches {
    static let all: [Function] = [
        Function("charAt", [.member(.string, .int, returns: .string)], .binary(character)),
        Function(
            "indexOf",
            [.member(.string, .string, returns: .int), .member(.string, .string, .int, returns: .int)],
            .binary { text, part, budget throws(EvaluationError) in try firstIndex(text, part, .int(0), &budget) },
            .ternary(firstIndex)
        ),
        Function(
            "lastIndexOf",
            [.member(.string, .string, returns: .int), .member(.string, .string, .int, returns: .int)],
            .binary { text, part, budget throws(EvaluationError) in try lastIndex(text, part, nil, &budget) },
            .ternary { text, part, position, budget throws(EvaluationError) in
                try lastIndex(text, part, position, &budget)
            }
        ),
        Function(
            "substring",
            [.member(.string, .int, returns: .string), .member(.string, .int, .int, returns: .string)],
            .binary { text, start, budget throws(EvaluationError) in try substring(text, start, nil, &budget) },
            .ternary { text, start, end, budget throws(EvaluationError) in try substring(text, start, end, &budget) }
        ),
    ]

    private static func character(
        _ text: Value,
        _ position: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard case .string(let string) = text, case .int(let number) = position else { return nil }
        let start = try offset(number, in: string, &budget)
        let end = string.utf8Span.span.offset(ofCodePoint: 1, from: start) ?? start
        return .string(string.part(start..<end))
    }

    private static func firstIndex(
        _ text: Value,
        _ part: Value,
        _ position: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard case .string(let string) = text, case .string(let part) = part, case .int(let number) = position else {
            return nil
        }
        try budget.charge(searching: string, for: part)
        let start = try offset(number, in: string, &budget)
        let bytes = string.utf8Span.span
        guard let found = ByteSearch(part).first(in: bytes, from: start) else { return .int(-1) }
        return .int(number + Int64(bytes.codePointCount(in: start..<found)))
    }

    /// Where a part begins last, at the position at the latest if there is one.
    private static func lastIndex(
        _ text: Value,
        _ part: Value,
        _ position: Value?,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard case .string(let string) = text, case .string(let part) = part else { return nil }
        try budget.charge(searching: string, for: part)
        let bytes = string.utf8Span.span
        var start = bytes.count
        if let position {
            guard case .int(let number) = position else { return nil }
            start = try offset(number, in: string, &budget)
        }
        guard let found = bytes.lastIndex(of: part.utf8Span.span, from: start) else { return .int(-1) }
        return .int(Int64(bytes.codePointCount(in: 0..<found)))
    }

    private static func substring(
        _ text: Value,
        _ start: Value,
        _ end: Value?,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard case .string(let string) = text, case .int(let first) = start else { return nil }
        let start = try offset(first, in: string, &budget)
        guard let end else { return .string(string.part(start..<string.utf8.count)) }
        guard case .int(let last) = end else { return nil }
        let stop = try offset(last, in: string, &budget)
        guard start <= stop else {
            throw EvaluationError(.outOfRange, "the substring would end at \(last), before its start at \(first)")
        }
        return .string(string.part(start..<stop))
    }

    private static func offset(
        _ number: Int64,
        in text: String,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Int {
        let bytes = text.utf8Span.span
        try budget.charge(bytes.count, .scanned)
        guard let offset = bytes.offset(ofCodePoint: number) else {
            try budget.charge(bytes.count, .scanned)
            let count = bytes.codePointCount(in: 0..<bytes.count)
            throw EvaluationError(
                .outOfRange,
                "the position \(number) is outside of a text of \(count) characters"
            )
        }
        return offset
    }
}

extension String {
    /// The text that these bytes of its UTF-8 hold, which begin and end between code points.
    func part(_ range: Range<Int>) -> String {
        let start = utf8.index(startIndex, offsetBy: range.lowerBound)
        return String(self[start..<utf8.index(start, offsetBy: range.count)])
    }
}
