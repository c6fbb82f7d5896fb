import CivilTime
import JSON

/// `+ - * / %`, comparisons, `in`, and the rest of what is written with signs.
enum Operators {
    static let all = arithmetic + ordering + [equal, unequal, contains, not, index]

    // MARK: Arithmetic

    private static let arithmetic: [Function] = [
        Function("_+_", numbers + joins + times, .binary(add)),
        Function(
            "_-_",
            numbers + [
                .global(.timestamp, .timestamp, returns: .duration),
                .global(.timestamp, .duration, returns: .timestamp),
                .global(.duration, .duration, returns: .duration),
            ],
            .binary(subtract)
        ),
        Function("_*_", numbers, .binary { left, right, _ throws(EvaluationError) in try multiply(left, right) }),
        Function("_/_", numbers, .binary { left, right, _ throws(EvaluationError) in try divide(left, right) }),
        Function(
            "_%_",
            Array(numbers.prefix(2)),
            .binary { left, right, _ throws(EvaluationError) in try remainder(left, right) }
        ),
        Function(
            "-_",
            [.global(.int, returns: .int), .global(.double, returns: .double)],
            .unary { value, _ throws(EvaluationError) in try negate(value) }
        ),
    ]

    private static let numbers: [Overload] = [
        .global(.int, .int, returns: .int), .global(.uint, .uint, returns: .uint),
        .global(.double, .double, returns: .double),
    ]

    private static let joins: [Overload] = [
        .global(.string, .string, returns: .string), .global(.bytes, .bytes, returns: .bytes),
        .global(.list(.a), .list(.a), returns: .list(.a)),
    ]

    private static let times: [Overload] = [
        .global(.timestamp, .duration, returns: .timestamp), .global(.duration, .timestamp, returns: .timestamp),
        .global(.duration, .duration, returns: .duration),
    ]

    private static func add(_ left: Value, _ right: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(try whole(left.addingReportingOverflow(right)))
        case (.uint(let left), .uint(let right)): return .uint(try whole(left.addingReportingOverflow(right)))
        case (.double(let left), .double(let right)): return .double(left + right)
        case (.string(let left), .string(let right)):
            try budget.admit(bytes: left.utf8.count + right.utf8.count)
            return .string(left + right)
        case (.bytes(let left), .bytes(let right)):
            try budget.admit(bytes: left.count + right.count)
            return .bytes(left + right)
        case (.timestamp(let moment), .duration(let duration)), (.duration(let duration), .timestamp(let moment)):
            return .timestamp(try inRange(moment.adding(duration)))
        case (.duration(let left), .duration(let right)): return .duration(try inRange(left + right))
        default: return try concatenate(left, right, &budget)
        }
    }

    private static func concatenate(
        _ left: Value,
        _ right: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard let first = ListView(left), let second = ListView(right) else { return nil }
        try budget.admit(left.weight.addingClamped(right.weight))
        return .list(first.array + second.array)
    }

    private static func subtract(
        _ left: Value,
        _ right: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        switch (left, right) {
        case (.int(let left), .int(let right)): return .int(try whole(left.subtractingReportingOverflow(right)))
        case (.uint(let left), .uint(let right)): return .uint(try whole(left.subtractingReportingOverflow(right)))
        case (.double(let left), .double(let right)): return .double(left - right)
        case (.timestamp(let left), .timestamp(let right)): return .duration(try inRange(left.duration(since: right)))
        case (.timestamp(let moment), .duration(let duration)):
            return .timestamp(try inRange(moment.adding(.zero - duration)))
        case (.duration(let left), .duration(let right)): return .duration(try inRange(left - right))
        default: return nil
        }
    }

    private static func multiply(_ left: Value, _ right: Value) throws(EvaluationError) -> Value? {
        switch (left, right) {
        case (.int(let left), .int(let right)): .int(try whole(left.multipliedReportingOverflow(by: right)))
        case (.uint(let left), .uint(let right)): .uint(try whole(left.multipliedReportingOverflow(by: right)))
        case (.double(let left), .double(let right)): .double(left * right)
        default: nil
        }
    }

    private static func divide(_ left: Value, _ right: Value) throws(EvaluationError) -> Value? {
        switch (left, right) {
        case (.int, .int(0)), (.uint, .uint(0)): throw EvaluationError(.divisionByZero, "division by zero")
        case (.int(let left), .int(let right)): .int(try whole(left.dividedReportingOverflow(by: right)))
        case (.uint(let left), .uint(let right)): .uint(left / right)
        case (.double(let left), .double(let right)): .double(left / right)
        default: nil
        }
    }

    private static func remainder(_ left: Value, _ right: Value) throws(EvaluationError) -> Value? {
        switch (left, right) {
        case (.int, .int(0)), (.uint, .uint(0)): throw EvaluationError(.divisionByZero, "modulus by zero")
        case (.int(let left), .int(let right)): .int(try whole(left.remainderReportingOverflow(dividingBy: right)))
        case (.uint(let left), .uint(let right)): .uint(left % right)
        default: nil
        }
    }

    private static func negate(_ value: Value) throws(EvaluationError) -> Value? {
        switch value {
        case .int(let int): .int(try whole(Int64(0).subtractingReportingOverflow(int)))
        case .double(let double): .double(-double)
        default: nil
        }
    }

    private static func whole<Number: FixedWidthInteger>(
        _ result: (partialValue: Number, overflow: Bool)
    ) throws(EvaluationError) -> Number {
        guard !result.overflow else { throw EvaluationError(.overflow, "the result is beyond the range of 64 bits") }
        return result.partialValue
    }

    private static func inRange(_ moment: Timestamp?) throws(EvaluationError) -> Timestamp {
        guard let moment else { throw EvaluationError(.overflow, "the time is beyond the years 1 to 9999") }
        return moment
    }

    /// What arithmetic makes fits 64 bits of nanoseconds, as in the language's other runtimes; a text may say more.
    private static func inRange(_ duration: Duration) throws(EvaluationError) -> Duration {
        guard (.zero - longest...longest).contains(duration) else {
            throw EvaluationError(.overflow, "the duration is beyond 292 years")
        }
        return duration
    }

    private static let longest = Duration.nanoseconds(Int64.max)

    // MARK: Comparison

    private static let ordering: [Function] = [
        Function("_<_", ordered, .binary(compare { $0 < 0 })),
        Function("_<=_", ordered, .binary(compare { $0 <= 0 })),
        Function("_>_", ordered, .binary(compare { $0 > 0 })),
        Function("_>=_", ordered, .binary(compare { $0 >= 0 })),
    ]

    private static let ordered: [Overload] = {
        let same: [ValueType] = [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration]
        let mixed: [(ValueType, ValueType)] = [
            (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int), (.double, .uint),
        ]
        return (same.map { ($0, $0) } + mixed).map { .global($0.0, $0.1, returns: .bool) }
    }()

    private static func compare(
        _ holds: @escaping @Sendable (Int) -> Bool
    ) -> @Sendable (Value, Value, inout Budget) throws(EvaluationError) -> Value? {
        { left, right, budget throws(EvaluationError) in
            if let left = Numeric(left), let right = Numeric(right) {
                return .bool(Numeric.compare(left, right).map(holds) ?? false)
            }
            try budget.charge(min(left.weight, right.weight))
            return order(left, right).map { .bool(holds($0)) }
        }
    }

    /// Below zero when the left comes first, above when the right does; nil for what is no pair of one ordered type.
    static func order(_ left: Value, _ right: Value) -> Int? {
        switch (left, right) {
        case (.string(let left), .string(let right)): left.utf8Span.span.order(to: right.utf8Span.span)
        case (.bytes(let left), .bytes(let right)): left.span.order(to: right.span)
        case (.bool(let left), .bool(let right)): sign(!left && right, left && !right)
        case (.timestamp(let left), .timestamp(let right)): sign(left < right, right < left)
        case (.duration(let left), .duration(let right)): sign(left < right, right < left)
        default: nil
        }
    }

    static func sign(_ isLess: Bool, _ isGreater: Bool) -> Int { isLess ? -1 : isGreater ? 1 : 0 }

    // MARK: Equality and membership

    private static func isEqual(
        _ left: Value,
        _ right: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Bool {
        let weight = min(left.weight, right.weight)
        switch (left, right) {
        case (.list, _), (.map, _), (_, .list), (_, .map), (.json, .json): try budget.charge(steps: weight)
        case (.json(let json), _), (_, .json(let json)):
            try budget.charge(json.kind == .number ? json.byteRange.count / 4 : weight * 8)
        default: try budget.charge(weight)
        }
        return left == right
    }

    private static let equal = Function(
        "_==_",
        [.global(.a, .a, returns: .bool)],
        .unresolvedBinary { left, right, budget throws(EvaluationError) in
            .bool(try isEqual(left, right, &budget))
        }
    )

    private static let unequal = Function(
        "_!=_",
        [.global(.a, .a, returns: .bool)],
        .unresolvedBinary { left, right, budget throws(EvaluationError) in
            .bool(try !isEqual(left, right, &budget))
        }
    )

    private static let contains = Function(
        "@in",
        [.global(.a, .list(.a), returns: .bool), .global(.a, .map(.a, .b), returns: .bool)],
        .unresolvedBinary { element, container, budget throws(EvaluationError) in
            if let map = MapView(container) {
                try budget.charge(map.lookupSize)
                try budget.charge(element.weight * 8)
                return .bool(map[element] != nil)
            }
            guard let list = ListView(container) else { return nil }
            try budget.charge(container.weight * 4)
            return .bool(list.contains { $0 == element })
        }
    )

    private static let not = Function(
        "!_",
        [.global(.bool, returns: .bool)],
        .unary { value, _ throws(EvaluationError) in
            guard case .bool(let bool) = value else { return nil }
            return .bool(!bool)
        }
    )

    /// Compiled by itself; declared for its name in messages.
    private static let index = Function(
        "_[_]",
        [.global(.list(.a), .int, returns: .a), .global(.map(.a, .b), .a, returns: .b)]
    )
}
