import JSON

extension Compiler {
    /// `operand.field` and `operand.?field`.
    func selecting(_ operand: Step, _ field: String, isOptional: Bool, _ anchor: Int) -> Step {
        let name = JSONName(field)
        return Step { (frame: inout Frame) throws(EvaluationError) in
            let container = try operand(&frame)
            do throws(EvaluationError) {
                try frame.budget.step()
                return try Access.select(name, from: container, isOptional: isOptional, &frame.budget)
            } catch {
                throw error.located(at: anchor)
            }
        }
    }

    /// `has(operand.field)`.
    func testing(_ operand: Step, _ field: String, _ anchor: Int) -> Step {
        let name = JSONName(field)
        return Step { (frame: inout Frame) throws(EvaluationError) in
            let container = try operand(&frame)
            do throws(EvaluationError) {
                try frame.budget.step()
                return .bool(try Access.has(name, in: container, &frame.budget))
            } catch {
                throw error.located(at: anchor)
            }
        }
    }

    /// `operand[key]` and `operand[?key]`.
    func indexing(_ operand: Step, _ key: Step, isOptional: Bool, _ anchor: Int) -> Step {
        Step { (frame: inout Frame) throws(EvaluationError) in
            let container = try operand(&frame)
            let key = try key(&frame)
            do throws(EvaluationError) {
                try frame.budget.step()
                let key = try key.resolved(paying: &frame.budget)
                return try Access.index(key, into: container, isOptional: isOptional, &frame.budget)
            } catch {
                throw error.located(at: anchor)
            }
        }
    }
}

/// Reading from maps, lists, and optionals that hold them.
enum Access {
    static func select(
        _ field: JSONName,
        from container: Value,
        isOptional: Bool,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value {
        if case .optional(let content) = container {
            guard let content else { return container }
            return .optional(try lookup(field, in: content, &budget))
        }
        let found = try lookup(field, in: container, &budget)
        if isOptional { return .optional(found) }
        guard let found else { throw .noSuchKey(.string(field.text)) }
        return found
    }

    static func has(_ field: JSONName, in container: Value, _ budget: inout Budget) throws(EvaluationError) -> Bool {
        guard case .optional(let content) = container else { return try lookup(field, in: container, &budget) != nil }
        guard let content else { return false }
        return try lookup(field, in: content, &budget) != nil
    }

    private static func lookup(
        _ field: JSONName,
        in container: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        // What events are made of, without a detour.
        if case .json(let json) = container, let found = json[field] {
            try budget.charge(json.count)
            return Value(found)
        }
        guard let map = MapView(container) else {
            throw EvaluationError(.noSuchField, "a value of type \(container.typeName) has no field '\(field.text)'")
        }
        try budget.charge(map.lookupSize)
        return map[field]
    }

    static func index(
        _ key: Value,
        into container: Value,
        isOptional: Bool,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value {
        if case .optional(let content) = container {
            guard let content else { return container }
            return .optional(try element(key, of: content, &budget))
        }
        let found = try element(key, of: container, &budget)
        if isOptional { return .optional(found) }
        if let found { return found }
        throw MapView(container) == nil
            ? EvaluationError(
                .outOfRange,
                "index \(key.shown) is out of range; the list has \(ListView(container)?.count ?? 0)"
            )
            : .noSuchKey(key)
    }

    private static func element(
        _ key: Value,
        of container: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        if let map = MapView(container) {
            try budget.charge(map.lookupSize)
            // A long key is hashed, or compared with each name of its length.
            try budget.charge(key.weight * 8)
            return map[key]
        }
        guard let list = ListView(container), let position = Numeric(key) else {
            throw .noSuchOverload("_[_]", [container, key])
        }
        guard let position = position.wholeNumber else {
            throw EvaluationError(.invalidArgument, "\(key.shown) is no position in a list")
        }
        // The elements of a JSON list are found one after the other.
        if case .json(let json) = list { try budget.charge(max(0, min(position, json.count))) }
        return list[position]
    }
}

extension Numeric {
    /// The number as a position, if it is whole and fits.
    var wholeNumber: Int? {
        switch self {
        case .int(let int): Int(int)
        case .uint(let uint): Int(exactly: uint)
        case .double(let double): Int(exactly: double)
        }
    }
}
