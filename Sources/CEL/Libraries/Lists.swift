/// `lists.range` and what makes new lists out of given ones: `slice`, `flatten`, `distinct`, `reverse`; `first`, `last`.
enum Lists {
    static let all: [Function] = [
        Function("lists.range", [.global(.int, returns: .list(.int))], .unary(range)),
        Function("slice", [.member(.list(.a), .int, .int, returns: .list(.a))], .ternary(slice)),
        Function(
            "flatten",
            [.member(.list(.list(.a)), returns: .list(.a)), .member(.list(.dyn), .int, returns: .list(.dyn))],
            .unary { list, budget throws(EvaluationError) in try flatten(list, .int(1), &budget) },
            .binary(flatten)
        ),
        Function("distinct", [.member(.list(.a), returns: .list(.a))], .unary(distinct)),
        Function(
            "reverse",
            [.member(.list(.a), returns: .list(.a)), .member(.string, returns: .string)],
            .unary(reverse)
        ),
        choosing("first") { _ in 0 },
        choosing("last") { $0.count - 1 },
    ]

    private static func range(_ count: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        guard case .int(let count) = count else { return nil }
        guard count >= 0 else { throw EvaluationError(.invalidArgument, "a list cannot have \(count) elements") }
        try budget.admit(Int(count).addingClamped(1))
        return .list((0..<count).map { .int($0) })
    }

    private static func slice(
        _ list: Value,
        _ start: Value,
        _ end: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard let elements = ListView(list), case .int(let start) = start, case .int(let end) = end else { return nil }
        guard start >= 0, start <= end, end <= elements.count else {
            throw EvaluationError(
                .outOfRange,
                "no slice from \(start) to \(end) of a list of \(elements.count) elements"
            )
        }
        try budget.charge(Int(end), .visited)
        var builder = ListBuilder(capacity: Int(end - start))
        for element in elements.dropFirst(Int(start)).prefix(Int(end - start)) { try builder.append(element, &budget) }
        return builder.value
    }

    private static func flatten(
        _ list: Value,
        _ depth: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard let elements = ListView(list), case .int(let depth) = depth else { return nil }
        guard depth >= 0 else {
            throw EvaluationError(.invalidArgument, "a list cannot be flattened by \(depth) levels")
        }
        try budget.charge(list.weight, .visited)
        var builder = ListBuilder()
        try append(elements, depth, to: &builder, &budget)
        return builder.value
    }

    /// Goes as deep as lists lie in lists, which is not deeper than their sources may be nested.
    private static func append(
        _ list: ListView,
        _ depth: Int64,
        to builder: inout ListBuilder,
        _ budget: inout Budget
    ) throws(EvaluationError) {
        for element in list {
            if depth > 0, let inner = ListView(element) {
                try append(inner, depth - 1, to: &builder, &budget)
            } else {
                try builder.append(element, &budget)
            }
        }
    }

    private static func distinct(_ list: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        guard let elements = ListView(list) else { return nil }
        try ValueSet.charge(for: list, &budget)
        var seen = ValueSet()
        var builder = ListBuilder()
        for element in elements where try seen.insert(element, &budget) { try builder.append(element, &budget) }
        return builder.value
    }

    /// The elements of a list, or the code points of a text, from the last to the first.
    private static func reverse(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        try budget.admit(value.weight)
        guard case .string(let text) = value else {
            guard let elements = ListView(value) else { return nil }
            try budget.charge(elements.count, .visited)
            return .list(elements.array.reversed())
        }
        try budget.charge(text.utf8.count, .worked)
        return .string(text.reversedCodePoints)
    }

    private static func choosing(_ name: String, _ position: @escaping @Sendable (ListView) -> Int) -> Function {
        Function(
            name,
            [.member(.list(.a), returns: .optional(.a))],
            .unary { list, budget throws(EvaluationError) in
                guard let elements = ListView(list) else { return nil }
                try budget.charge(elements.count)
                return .optional(elements[position(elements)])
            }
        )
    }
}
