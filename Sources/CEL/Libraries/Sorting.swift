/// `sort`, and what the macro `sortBy` stands for.
enum Sorting {
    /// Called by `list.sortBy(name, key)` with the list and the keys of its elements.
    static let byKeys = "@sortByKeys"

    static let all: [Function] = [
        Function(
            "sort",
            ordered.map { .member(.list($0), returns: .list($0)) },
            .unary { list, budget throws(EvaluationError) in try sort(list, by: list, &budget) }
        ),
        Function(
            byKeys,
            ordered.map { .global(.list(.a), .list($0), returns: .list(.a)) },
            .binary { list, keys, budget throws(EvaluationError) in try sort(list, by: keys, &budget) }
        ),
    ]

    private static let ordered: [ValueType] = [
        .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration,
    ]

    private static func sort(
        _ list: Value,
        by keys: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard let elements = ListView(list), let keyed = ListView(keys), elements.count == keyed.count else {
            return nil
        }
        try budget.admit(list.weight)
        // Each key is compared about as many times as the list can be halved, and a text byte by byte.
        let rounds = Int.bitWidth - elements.count.leadingZeroBitCount
        let comparison = 16 * Int128(keys.weight) - 12 * Int128(elements.count)
        try budget.charge(Int(clamping: comparison * Int128(rounds)))
        let resolved = keyed.map(\.resolved)
        try checkOrder(of: resolved)
        let positions = resolved.indices.sorted { left, right in
            let order = order(resolved[left], resolved[right]) ?? 0
            return order == 0 ? left < right : order < 0
        }
        let array = elements.array
        return .list(positions.map { array[$0] })
    }

    /// Sorting takes values of one type that has an order; the three types of numbers have one in common.
    private static func checkOrder(of keys: [Value]) throws(EvaluationError) {
        guard let first = keys.first else { return }
        guard order(first, first) != nil else {
            throw EvaluationError(.invalidArgument, "values of type \(first.typeName) have no order to sort by")
        }
        for key in keys where order(first, key) == nil {
            throw EvaluationError(.invalidArgument, "\(first.typeName) and \(key.typeName) cannot be sorted together")
        }
    }

    /// As `<` has it, but NaN, which is neither less nor greater than a number, stands before all of them.
    private static func order(_ left: Value, _ right: Value) -> Int? {
        guard let leftNumber = Numeric(left), let rightNumber = Numeric(right) else {
            return Operators.order(left, right)
        }
        return Numeric.compare(leftNumber, rightNumber)
            ?? Operators.sign(leftNumber.isNaN && !rightNumber.isNaN, rightNumber.isNaN && !leftNumber.isNaN)
    }
}

extension Numeric {
    fileprivate var isNaN: Bool {
        if case .double(let double) = self { double.isNaN } else { false }
    }
}
