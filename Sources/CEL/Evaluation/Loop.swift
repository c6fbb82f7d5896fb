/// A macro that visits the elements of a list or the keys of a map.
struct Loop: Sendable {
    let kind: Comprehension.Kind
    /// The places of the macro's variables.
    let first: Int
    let second: Int?
    let filter: Step?
    let body: Step

    func run(over range: Value, _ frame: inout Frame) throws(EvaluationError) -> Value {
        switch kind {
        case .all: try quantify(range, &frame, decisive: false)
        case .exists: try quantify(range, &frame, decisive: true)
        case .existsOne: try countOne(range, &frame)
        case .map: try collect(range, &frame)
        case .filter: try keep(range, &frame)
        case .transformMap: try transform(range, &frame)
        case .transformMapEntry: try gather(range, &frame)
        }
    }

    // MARK: Visiting

    /// Visits each element with the macro's variables set, until the visitor says that it has seen enough.
    private func visit(
        _ range: Value,
        _ frame: inout Frame,
        _ visitor: (_ key: Value, inout Frame) throws(EvaluationError) -> Bool
    ) throws(EvaluationError) {
        let items = try items(of: range, &frame.budget)
        for item in items {
            try frame.budget.step()
            frame.locals[first] = item.first
            if let second { frame.locals[second] = item.second }
            if let filter, try !Self.isTrue(filter(&frame)) { continue }
            guard try visitor(item.first, &frame) else { return }
        }
    }

    private func items(
        of range: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> [(first: Value, second: Value)] {
        if let list = ListView(range) {
            try budget.charge(list.count)
            guard second != nil else { return list.map { ($0, .null) } }
            return list.enumerated().map { (.int(Int64($0)), $1) }
        }
        guard let map = MapView(range) else {
            throw EvaluationError(.noSuchOverload, "a macro goes over a list or a map, not over \(range.typeName)")
        }
        try budget.charge(map.count)
        return second == nil ? map.keys.map { ($0, .null) } : map.entries.map { ($0.key, $0.value) }
    }

    private static func isTrue(_ value: Value) throws(EvaluationError) -> Bool {
        guard case .bool(let bool) = value else {
            throw EvaluationError(.noSuchOverload, "the macro's condition gives \(value.typeName), not true or false")
        }
        return bool
    }

    // MARK: Conditions

    /// `all` and `exists`: one decisive element decides, whatever happens at the others.
    private func quantify(_ range: Value, _ frame: inout Frame, decisive: Bool) throws(EvaluationError) -> Value {
        var failure: EvaluationError?
        var isDecided = false
        try visit(range, &frame) { _, frame throws(EvaluationError) in
            do throws(EvaluationError) {
                isDecided = try Self.isTrue(body(&frame)) == decisive
            } catch {
                if error.isFinal { throw error }
                failure = failure ?? error
            }
            return !isDecided
        }
        if isDecided { return .bool(decisive) }
        if let failure { throw failure }
        return .bool(!decisive)
    }

    private func countOne(_ range: Value, _ frame: inout Frame) throws(EvaluationError) -> Value {
        var count = 0
        try visit(range, &frame) { _, frame throws(EvaluationError) in
            count += try Self.isTrue(body(&frame)) ? 1 : 0
            return true
        }
        return .bool(count == 1)
    }

    // MARK: New lists and maps

    private func collect(_ range: Value, _ frame: inout Frame) throws(EvaluationError) -> Value {
        var builder = ListBuilder()
        try visit(range, &frame) { _, frame throws(EvaluationError) in
            try builder.append(body(&frame), &frame.budget)
            return true
        }
        return builder.value
    }

    private func keep(_ range: Value, _ frame: inout Frame) throws(EvaluationError) -> Value {
        var builder = ListBuilder()
        try visit(range, &frame) { element, frame throws(EvaluationError) in
            if try Self.isTrue(body(&frame)) { try builder.append(element, &frame.budget) }
            return true
        }
        return builder.value
    }

    private func transform(_ range: Value, _ frame: inout Frame) throws(EvaluationError) -> Value {
        var builder = MapBuilder()
        try visit(range, &frame) { key, frame throws(EvaluationError) in
            try builder.append(key, body(&frame), &frame.budget)
            return true
        }
        return builder.value
    }

    private func gather(_ range: Value, _ frame: inout Frame) throws(EvaluationError) -> Value {
        var builder = MapBuilder()
        try visit(range, &frame) { _, frame throws(EvaluationError) in
            let made = try body(&frame)
            guard let map = MapView(made) else {
                throw EvaluationError(.noSuchOverload, "transformMapEntry needs a map, not \(made.typeName)")
            }
            for entry in map.entries { try builder.append(entry.key, entry.value, &frame.budget) }
            return true
        }
        return builder.value
    }
}
