/// Keeps what is known of the types that have yet to be found out, and finds out whether one type fits another.
struct TypeSolver {
    /// What each unknown type has turned out to be.
    private var known: [ValueType?] = []
    /// The unknown types in the order in which they were found out, so that an attempt can be taken back.
    private var learnt: [Int] = []

    mutating func unknown() -> ValueType {
        known.append(nil)
        return .unknown(known.count - 1)
    }

    /// A place to come back to.
    struct Mark {
        fileprivate let learnt: Int
        fileprivate let known: Int
    }

    var mark: Mark { Mark(learnt: learnt.count, known: known.count) }

    /// Forgets what was learnt since, and the unknown types that were made since.
    mutating func rewind(to mark: Mark) {
        for number in learnt[mark.learnt...] { known[number] = nil }
        learnt.removeLast(learnt.count - mark.learnt)
        known.removeLast(known.count - mark.known)
    }

    private mutating func learn(_ number: Int, _ type: ValueType) {
        known[number] = type
        learnt.append(number)
    }

    /// The types of a signature with its letters replaced by types to be found out.
    mutating func instantiate(_ overload: Overload) -> (parameters: [ValueType], result: ValueType) {
        var letters: [String: ValueType] = [:]
        var parameters: [ValueType] = []
        for parameter in overload.parameters { parameters.append(instantiate(parameter, &letters)) }
        return (parameters, instantiate(overload.result, &letters))
    }

    private mutating func instantiate(_ type: ValueType, _ letters: inout [String: ValueType]) -> ValueType {
        switch type {
        case .parameter(let letter):
            let unknown = letters[letter] ?? unknown()
            letters[letter] = unknown
            return unknown
        case .list(let element): return .list(instantiate(element, &letters))
        case .map(let key, let value): return .map(instantiate(key, &letters), instantiate(value, &letters))
        case .optional(let content): return .optional(instantiate(content, &letters))
        case .type(let content): return .type(instantiate(content, &letters))
        case .dyn, .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .record, .opaque,
            .unknown:
            return type
        }
    }

    /// The type with all that is known put in, at its surface.
    func resolve(_ type: ValueType) -> ValueType {
        var type = type
        while case .unknown(let number) = type, let found = known[number] { type = found }
        return type
    }

    /// Types that lie deeper in each other are `dyn`: what is bound to names can make them deeper than any expression.
    private static let depthLimit = 100

    /// The type with all that is known put in, and `dyn` for what never was.
    func finished(_ type: ValueType, depth: Int = 0) -> ValueType {
        guard depth < Self.depthLimit else { return .dyn }
        let depth = depth + 1
        return switch resolve(type) {
        case .unknown: .dyn
        case .list(let element): .list(finished(element, depth: depth))
        case .map(let key, let value): .map(finished(key, depth: depth), finished(value, depth: depth))
        case .optional(let content): .optional(finished(content, depth: depth))
        case .type(let content): .type(finished(content, depth: depth))
        case let type: type
        }
    }

    /// The type as it is, but no deeper than the limit: for a name, since names carry types into further ones.
    func flattened(_ type: ValueType, depth: Int = 0) -> ValueType {
        guard depth < Self.depthLimit else { return .dyn }
        let depth = depth + 1
        return switch type {
        case .list(let element): .list(flattened(element, depth: depth))
        case .map(let key, let value): .map(flattened(key, depth: depth), flattened(value, depth: depth))
        case .optional(let content): .optional(flattened(content, depth: depth))
        case .type(let content): .type(flattened(content, depth: depth))
        default: type
        }
    }

    /// Whether a value of one type may stand where the other is wanted; learns from it if so.
    mutating func fits(_ offered: ValueType, _ wanted: ValueType) -> Bool {
        let before = mark
        if unify(offered, wanted) { return true }
        rewind(to: before)
        return false
    }

    private mutating func unify(_ offered: ValueType, _ wanted: ValueType, depth: Int = 0) -> Bool {
        guard depth < Self.depthLimit else { return true }
        let depth = depth + 1
        switch (resolve(offered), resolve(wanted)) {
        case (.unknown(let left), .unknown(let right)):
            if left != right { learn(left, .unknown(right)) }
            return true
        case (.unknown(let number), let type), (let type, .unknown(let number)):
            switch holds(type, number) {
            case true?: return false
            case false?: learn(number, type)
            case nil: learn(number, .dyn)
            }
            return true
        case (.dyn, _), (_, .dyn), (.type, .type): return true
        case (.null, let type), (let type, .null): return type == .null || Self.mayBeNull(type)
        case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)):
            return unify(left, right, depth: depth)
        case (.map(let leftKey, let left), .map(let rightKey, let right)):
            return unify(leftKey, rightKey, depth: depth) && unify(left, right, depth: depth)
        case (.record, .map(let key, _)), (.map(let key, _), .record): return unify(key, .string, depth: depth)
        case (.record(let left), .record(let right)): return left.name == right.name
        case (let left, let right): return left == right
        }
    }

    /// Types whose values may be absent in the formats that events come in.
    private static func mayBeNull(_ type: ValueType) -> Bool {
        switch type {
        case .timestamp, .duration, .record, .opaque, .optional: true
        default: false
        }
    }

    /// Whether the type holds the unknown one, so that it would be a part of itself; nil where it is too deep to tell.
    private func holds(_ type: ValueType, _ number: Int, depth: Int = 0) -> Bool? {
        guard depth < Self.depthLimit else { return nil }
        let depth = depth + 1
        switch resolve(type) {
        case .unknown(let other): return other == number
        case .list(let inner), .optional(let inner), .type(let inner): return holds(inner, number, depth: depth)
        case .map(let key, let value):
            let key = holds(key, number, depth: depth)
            return key == false ? holds(value, number, depth: depth) : key
        default: return false
        }
    }

    /// The one type of several values: their common one, or `dyn`.
    mutating func join(_ types: [ValueType]) -> ValueType {
        guard var joined = types.first else { return unknown() }
        for type in types.dropFirst() {
            guard fits(type, joined) else { return .dyn }
            if case .dyn = resolve(type) { joined = .dyn }
        }
        return joined
    }
}
