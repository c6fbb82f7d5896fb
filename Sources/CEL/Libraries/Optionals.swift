import CivilTime

/// `optional.of(x)`, `x.orValue(y)` and the other functions on values that may be absent.
enum Optionals {
    static let all: [Function] = [
        Function(
            "optional.none",
            [.global(returns: .optional(.a))],
            .nullary { _ throws(EvaluationError) in .optional(nil) }
        ),
        Function(
            "optional.of",
            [.global(.a, returns: .optional(.a))],
            .unresolvedUnary { value, budget throws(EvaluationError) in try present(value, budget) }
        ),
        Function(
            "optional.ofNonZeroValue",
            [.global(.a, returns: .optional(.a))],
            .unresolvedUnary { value, budget throws(EvaluationError) in
                value.isZero ? .optional(nil) : try present(value, budget)
            }
        ),
        Function(
            "hasValue",
            [.member(.optional(.a), returns: .bool)],
            .unary { value, _ throws(EvaluationError) in
                guard case .optional(let content) = value else { return nil }
                return .bool(content != nil)
            }
        ),
        Function(
            "value",
            [.member(.optional(.a), returns: .a)],
            .unary { value, _ throws(EvaluationError) in try content(value) }
        ),
        Function(
            "or",
            [.member(.optional(.a), .optional(.a), returns: .optional(.a))],
            .binary { value, other, _ throws(EvaluationError) in
                guard case .optional(let content) = value, case .optional = other else { return nil }
                return content == nil ? other : value
            }
        ),
        Function(
            "orValue",
            [.member(.optional(.a), .a, returns: .a)],
            .binary { value, other, _ throws(EvaluationError) in
                guard case .optional(let content) = value else { return nil }
                return content ?? other
            }
        ),
        Function("optional.unwrap", [.global(.list(.optional(.a)), returns: .list(.a))], .unary(unwrap)),
        Function("unwrapOpt", [.member(.list(.optional(.a)), returns: .list(.a))], .unary(unwrap)),
    ]

    private static func present(_ value: Value, _ budget: Budget) throws(EvaluationError) -> Value {
        try budget.admit(inside: value)
        return .optional(value)
    }

    /// What the optionals of a list hold, without the empty ones.
    private static func unwrap(_ list: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        guard let elements = ListView(list) else { return nil }
        try budget.charge(elements.count)
        var builder = ListBuilder()
        for element in elements {
            guard case .optional(let content) = element else { return nil }
            if let content { try builder.append(content, &budget) }
        }
        return builder.value
    }

    private static func content(_ value: Value) throws(EvaluationError) -> Value? {
        guard case .optional(let content) = value else { return nil }
        guard let content else { throw EvaluationError(.invalidArgument, "the optional is empty") }
        return content
    }
}

extension Value {
    /// Whether this is the value that a type has by default: zero, false, empty.
    var isZero: Bool {
        switch resolved {
        case .null: true
        case .bool(let bool): !bool
        case .int(let int): int == 0
        case .uint(let uint): uint == 0
        case .double(let double): double == 0
        case .string(let text): text.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .timestamp(let timestamp): timestamp.seconds == 0 && timestamp.nanoseconds == 0
        case .duration(let duration): duration == .zero
        case .list, .map, .json: (ListView(self)?.count ?? MapView(self)?.count ?? 1) == 0
        case .type, .optional, .opaque: false
        }
    }
}
