/// `sets.contains`, `sets.equivalent` and `sets.intersects`, of lists taken as sets.
enum Sets {
    static let all: [Function] = [
        make("sets.contains") { left, right, budget throws(EvaluationError) in
            try isSubset(right, of: left, &budget)
        },
        make("sets.equivalent") { left, right, budget throws(EvaluationError) in
            guard try isSubset(right, of: left, &budget) else { return false }
            return try isSubset(left, of: right, &budget)
        },
        make("sets.intersects") { left, right, budget throws(EvaluationError) in
            let set = try ValueSet(left, &budget)
            for element in right where try set.contains(element, &budget) { return true }
            return false
        },
    ]

    private static func make(
        _ name: String,
        _ holds: @escaping @Sendable (ListView, ListView, inout Budget) throws(EvaluationError) -> Bool
    ) -> Function {
        Function(
            name,
            [.global(.list(.a), .list(.a), returns: .bool)],
            .binary { left, right, budget throws(EvaluationError) in
                guard let first = ListView(left), let second = ListView(right) else { return nil }
                try ValueSet.charge(for: left, &budget)
                try ValueSet.charge(for: right, &budget)
                return .bool(try holds(first, second, &budget))
            }
        )
    }

    private static func isSubset(
        _ part: ListView,
        of whole: ListView,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Bool {
        let set = try ValueSet(whole, &budget)
        for element in part where try !set.contains(element, &budget) { return false }
        return true
    }
}

/// Values seen so far: those that may be keys of a map are found at once, the others by comparing with each.
struct ValueSet {
    private var keys: Set<MapKey> = []
    private var others: [Value] = []
    private var othersWeight = 0

    init() {}

    /// Pays for looking each element of a list up, which takes about eight times as long as comparing it.
    static func charge(for list: Value, _ budget: inout Budget) throws(EvaluationError) {
        try budget.charge(Int(clamping: 8 * Int128(list.weight)))
    }

    init(_ list: ListView, _ budget: inout Budget) throws(EvaluationError) {
        for element in list { try insert(element, &budget) }
    }

    func contains(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Bool {
        // No key equals what is none: a fraction is no integer, a list no text.
        if let key = MapKey(value) { return keys.contains(key) }
        try budget.charge(othersWeight)
        return others.contains(value)
    }

    /// Adds a value, and tells whether it was new.
    @discardableResult
    mutating func insert(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Bool {
        if let key = MapKey(value) { return keys.insert(key).inserted }
        guard try !contains(value, &budget) else { return false }
        others.append(value)
        othersWeight = othersWeight.addingClamped(value.weight)
        return true
    }
}
