import CEL
import RelayRoutes

/// What is certain of an event once a condition has held.
struct Facts: Sendable {
    /// Paths at whose end something stands.
    private(set) var present: Set<AccessPath> = []
    private(set) var notNull: Set<AccessPath> = []
    private(set) var notEmpty: Set<AccessPath> = []
    /// The only values that may stand there.
    private(set) var domains: [AccessPath: [Value]] = [:]
    /// The tables that have an entry for what stands there.
    private(set) var inTables: [AccessPath: Set<String>] = [:]
    private let tables: [String: Table]

    init(tables: [String: Table]) {
        self.tables = tables
    }

    /// Takes in that the expression is true.
    mutating func assume(_ expression: Expression) {
        for conjunct in expression.conjuncts { assumeTerm(conjunct) }
    }

    /// Takes in that the expression is false.
    mutating func refute(_ expression: Expression) {
        switch expression.kind {
        case .or(let terms): for term in terms { refute(term) }
        case .call("!_", nil, let arguments): if let operand = arguments.first { assume(operand) }
        case .call("_==_", nil, let arguments): assumeComparison(arguments, isEqual: false)
        case .call("_!=_", nil, let arguments): assumeComparison(arguments, isEqual: true)
        default: break
        }
    }

    private mutating func assumeTerm(_ expression: Expression) {
        switch expression.kind {
        case .presence(let operand, let field):
            if let path = AccessPath(operand) { add(present: path.appending(field)) }
        case .call("!_", nil, let arguments): if let operand = arguments.first { refute(operand) }
        case .call("_==_", nil, let arguments): assumeComparison(arguments, isEqual: true)
        case .call("_!=_", nil, let arguments): assumeComparison(arguments, isEqual: false)
        case .call("@in", nil, let arguments): assumeMembership(arguments)
        case .call("_>_", nil, let arguments): assumeSize(arguments)
        case .or(let terms): assumeOneOf(terms)
        default: break
        }
        noteRead(expression)
    }

    private mutating func assumeComparison(_ arguments: [Expression], isEqual: Bool) {
        guard arguments.count == 2 else { return }
        for (side, other) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
            guard let path = AccessPath(side), let value = other.constant else { continue }
            switch (value, isEqual) {
            case (.null, false): notNull.insert(path)
            case (.string(""), false): notEmpty.insert(path)
            case (_, true): restrict(path, to: [value])
            default: break
            }
        }
    }

    private mutating func assumeMembership(_ arguments: [Expression]) {
        guard arguments.count == 2, let path = AccessPath(arguments[0]) else { return }
        if case .list(let elements) = arguments[1].kind {
            let values = elements.compactMap(\.value.constant)
            if values.count == elements.count { restrict(path, to: values) }
        } else if let name = AccessPath(arguments[1])?.dropping(["tables"]), name.count == 1,
            let table = tables[name[0]]
        {
            inTables[path, default: []].insert(name[0])
            restrict(path, to: table.map.keys)
        }
    }

    /// `size(text) > 0`
    private mutating func assumeSize(_ arguments: [Expression]) {
        guard arguments.count == 2, case .call("size", let target, let operands) = arguments[0].kind,
            case .int(0...)? = arguments[1].constant, let operand = target ?? operands.first,
            let path = AccessPath(operand)
        else { return }
        notEmpty.insert(path)
        add(present: path)
    }

    /// Of several terms one holds: what each says of the same path is certain together.
    private mutating func assumeOneOf(_ terms: [Expression]) {
        let each = terms.map { term in
            var facts = Facts(tables: tables)
            facts.assume(term)
            return facts
        }
        guard let first = each.first else { return }
        for (path, domain) in first.domains {
            let domains = each.compactMap { $0.domains[path] }
            if domains.count == each.count { restrict(path, to: domains.dropFirst().reduce(domain, +)) }
        }
        for path in first.present where each.allSatisfy({ $0.present.contains(path) }) { add(present: path) }
    }

    private mutating func restrict(_ path: AccessPath, to values: [Value]) {
        add(present: path)
        if !values.contains(where: { $0.isSame(.null) }) { notNull.insert(path) }
        let known = domains[path].map { known in values.filter { value in known.contains { $0.isSame(value) } } }
        domains[path] = (known ?? values).withoutRepeats
    }

    private mutating func add(present path: AccessPath) {
        for count in 1...path.steps.count { present.insert(AccessPath(Array(path.steps.prefix(count)))) }
    }

    /// Whatever a condition must read to be decided is there once it has been.
    private mutating func noteRead(_ expression: Expression) {
        switch expression.kind {
        case .or, .and, .conditional, .comprehension, .bind, .optionalMap, .literal, .presence: return
        default: break
        }
        if let path = AccessPath(expression) { return add(present: path) }
        // What stands in for an optional is read only where there is none.
        if case .call("orValue", let target?, _) = expression.kind { return noteRead(target) }
        if case .call("or", let target?, _) = expression.kind { return noteRead(target) }
        for child in expression.children { noteRead(child) }
    }
}

extension Value {
    /// Whether both are the same text, number or truth value.
    func isSame(_ other: Value) -> Bool {
        switch (resolved, other.resolved) {
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.int(let left), .int(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.null, .null): true
        default: false
        }
    }
}

extension [Value] {
    var withoutRepeats: [Value] {
        var kept: [Value] = []
        // Few hundred at the most: a table's keys are each there once.
        if count > 1_000 { return self }
        for value in self where !kept.contains(where: { $0.isSame(value) }) { kept.append(value) }
        return kept
    }
}
