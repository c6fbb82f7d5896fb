/// Finds out what a name means: a macro's variable, one of the host's, or a type.
struct NameResolver {
    let environment: Environment
    /// The macros' variables in force, the innermost last.
    private(set) var locals: [String] = []
    /// How many of them were in force at once, at the most.
    private(set) var localCount = 0

    init(_ environment: Environment) {
        self.environment = environment
    }

    enum Meaning {
        case local(Int)
        case variable(Int)
        case type(ValueType)
    }

    /// Brings a variable into force and tells its place.
    mutating func enter(_ name: String) -> Int {
        locals.append(name)
        localCount = max(localCount, locals.count)
        return locals.count - 1
    }

    mutating func leave(_ count: Int = 1) {
        locals.removeLast(count)
    }

    /// What a whole name or chain of selections means; nil where it is none, or only its beginning is.
    func meaning(of expression: Expression) -> Meaning? {
        guard let (name, isAbsolute) = expression.dottedName else { return nil }
        if !isAbsolute, let local = locals.lastIndex(of: String(name.prefix { $0 != "." })) {
            return name.contains(".") ? nil : .local(local)
        }
        if let slot = environment.slot(of: name) { return .variable(slot) }
        return environment.typeNames[name].map { .type($0) }
    }

    /// A call's function and arguments: in `math.greatest(1, 2)` the target is a part of the name.
    func callee(_ name: String, target: Expression?) -> (name: String, target: Expression?) {
        guard let target, let (prefix, isAbsolute) = target.dottedName, !target.isParenthesized else {
            return (name, target)
        }
        let isShadowed = !isAbsolute && locals.contains(String(prefix.prefix { $0 != "." }))
        let full = "\(prefix).\(name)"
        guard !isShadowed, environment.functions[full] != nil else { return (name, target) }
        return (full, nil)
    }
}
