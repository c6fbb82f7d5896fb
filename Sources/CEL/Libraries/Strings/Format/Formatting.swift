/// `'%s has %d'.format([name, count])`.
enum Formatting {
    static let all: [Function] = [
        Function(
            "format",
            [.member(.string, .list(.dyn), returns: .string)],
            .binary { pattern, arguments, budget throws(EvaluationError) in
                guard case .string(let text) = pattern, let list = ListView(arguments) else { return nil }
                try budget.charge(2 * text.utf8.count, .worked)
                return try FormatPattern(text, &budget).filled(with: list, &budget)
            },
            prepare: { constants throws(EvaluationError) in
                guard case .string(let text) = constants.first ?? nil else { return nil }
                var budget = Budget()
                let pattern = try FormatPattern(text, &budget)
                return .binary { _, arguments, budget throws(EvaluationError) in
                    guard let list = ListView(arguments) else { return nil }
                    return try pattern.filled(with: list, &budget)
                }
            }
        )
    ]
}
