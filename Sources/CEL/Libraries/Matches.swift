/// `text.matches(pattern)`: a pattern that is a constant is compiled with the expression.
enum Matches {
    static let function = Function(
        "matches",
        [.member(.string, .string, returns: .bool), .global(.string, .string, returns: .bool)],
        .binary { text, pattern, budget throws(EvaluationError) in
            guard case .string(let text) = text, case .string(let source) = pattern else { return nil }
            // Reading a pattern costs far more for each byte than matching does.
            try budget.charge(source.utf8.count * 32)
            let pattern = try compiled(source, isUsedOnce: true)
            try budget.charge(pattern.size * 8)
            return .bool(try matches(text, pattern, &budget))
        },
        prepare: { constants throws(EvaluationError) in
            guard constants.count == 2, case .string(let source) = constants[1] else { return nil }
            let pattern = try compiled(source, isUsedOnce: false)
            return .binary { text, _, budget throws(EvaluationError) in
                guard case .string(let text) = text else { return nil }
                return .bool(try matches(text, pattern, &budget))
            }
        }
    )

    private static func compiled(_ source: String, isUsedOnce: Bool) throws(EvaluationError) -> Pattern {
        do throws(PatternError) {
            return try Pattern(source, isUsedOnce: isUsedOnce)
        } catch {
            throw EvaluationError(.invalidArgument, "the pattern is wrong: \(error)")
        }
    }

    private static func matches(
        _ text: String,
        _ pattern: Pattern,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Bool {
        var work = budget.patternWork
        do throws(OutOfWork) {
            let result = try pattern.matches(text, work: &work)
            budget.settle(patternWork: work)
            return result
        } catch {
            throw budget.stepsExceeded
        }
    }
}
