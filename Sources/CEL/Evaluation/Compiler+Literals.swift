extension Compiler {
    mutating func listing(_ elements: [Expression.Element], _ anchor: Int) -> Step {
        var steps: [(step: Step, isOptional: Bool)] = []
        for element in elements { steps.append((compile(element.value), element.isOptional)) }
        return Step { [steps] (frame: inout Frame) throws(EvaluationError) in
            var builder = ListBuilder(capacity: steps.count)
            for (step, isOptional) in steps {
                let value = try step(&frame)
                do throws(EvaluationError) {
                    guard let value = isOptional ? try value.optionalContent() : value else { continue }
                    try builder.append(value, &frame.budget)
                } catch {
                    throw error.located(at: anchor)
                }
            }
            return builder.value
        }
    }

    mutating func mapping(_ entries: [Expression.Entry], _ anchor: Int) -> Step {
        var steps: [(key: Step, value: Step, isOptional: Bool, anchor: Int)] = []
        for entry in entries {
            steps.append(
                (compile(entry.key), compile(entry.value), entry.isOptional, entry.key.range.lowerBound)
            )
        }
        return Step { [steps] (frame: inout Frame) throws(EvaluationError) in
            var builder = MapBuilder()
            for entry in steps {
                let key = try entry.key(&frame)
                let value = try entry.value(&frame)
                do throws(EvaluationError) {
                    let key = try key.resolved(paying: &frame.budget)
                    guard let value = entry.isOptional ? try value.optionalContent() : value else { continue }
                    try builder.append(key, value, &frame.budget)
                } catch {
                    throw error.located(at: entry.anchor)
                }
            }
            return builder.value
        }
    }

    /// `&&` and `||`: a decisive term decides whatever the others do, even if they fail.
    mutating func combining(_ terms: [Expression], decisive: Bool) -> Step {
        var steps: [Step] = []
        for term in terms { steps.append(Self.condition(compile(term), term.anchor)) }
        return Self.combining(steps[...], decisive)
    }

    /// Halves and halves again, so that however many terms there are, the evaluation does not recurse deep.
    private static func combining(_ steps: ArraySlice<Step>, _ decisive: Bool) -> Step {
        guard let only = steps.first, steps.count > 1 else { return steps.first ?? Step { _ in .bool(!decisive) } }
        let middle = steps.startIndex + steps.count / 2
        return combining(
            steps.count == 2 ? only : combining(steps[..<middle], decisive),
            combining(steps[middle...], decisive),
            decisive
        )
    }

    private static func combining(
        _ first: Step,
        _ rest: Step,
        _ decisive: Bool
    ) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            do throws(EvaluationError) {
                if case .bool(decisive) = try first(&frame) { return .bool(decisive) }
            } catch {
                if error.isFinal { throw error }
                if case .bool(decisive) = try rest(&frame) { return .bool(decisive) }
                throw error
            }
            return try rest(&frame)
        }
    }

    private static func condition(_ step: Step, _ anchor: Int) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            let value = try step(&frame)
            guard case .bool = value else {
                throw EvaluationError(.noSuchOverload, "a condition must be true or false").located(at: anchor)
            }
            return value
        }
    }

    func choosing(
        _ condition: Step,
        _ then: Step,
        _ otherwise: Step,
        _ anchor: Int
    ) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            guard case .bool(let value) = try condition(&frame) else {
                throw EvaluationError(.noSuchOverload, "the condition before '?' must be true or false").located(
                    at: anchor
                )
            }
            return value ? try then(&frame) : try otherwise(&frame)
        }
    }
}

extension Value {
    /// What an optional holds; an error for a value that is none.
    fileprivate func optionalContent() throws(EvaluationError) -> Value? {
        guard case .optional(let content) = self else {
            throw EvaluationError(.noSuchOverload, "'?' takes an optional, not \(typeName)")
        }
        return content
    }
}

/// A list that grows within the budget.
struct ListBuilder {
    private var elements: [Value] = []
    private var weight = 1

    init(capacity: Int = 0) {
        elements.reserveCapacity(capacity)
    }

    mutating func append(_ value: Value, _ budget: inout Budget) throws(EvaluationError) {
        weight = weight.addingClamped(value.weight)
        try budget.admit(grown: weight, by: value.weight)
        try budget.admit(inside: value)
        elements.append(value)
    }

    var value: Value { .list(elements) }
}

/// A map that grows within the budget and holds each key once.
struct MapBuilder {
    private var keys: [Value] = []
    private var values: [Value] = []
    private var seen: Set<MapKey> = []
    private var weight = 1

    mutating func append(_ key: Value, _ value: Value, _ budget: inout Budget) throws(EvaluationError) {
        guard key.isMapKey, let identity = MapKey(key) else {
            throw EvaluationError(.unsupportedKey, "a value of type \(key.typeName) cannot be a map's key")
        }
        guard seen.insert(identity).inserted else {
            throw EvaluationError(.duplicateKey, "the key \(key.shown) stands twice in the map")
        }
        let added = key.weight.addingClamped(value.weight)
        weight = weight.addingClamped(added)
        try budget.admit(grown: weight, by: added)
        try budget.admit(inside: value)
        keys.append(key)
        values.append(value)
    }

    var value: Value { .map(MapValue(uniqueKeys: keys, values: values)) }
}
