import CEL
import JSON
import RelayRoutes

/// One case in which an expression is looked at: what is certain of the event, and what its parts look like.
struct Scene: Sendable {
    let tables: [String: Table]
    var facts: Facts
    /// The one value that stands at a path in this case.
    var assigned: [AccessPath: Value] = [:]
    /// The schema of the event's body, if anybody says it.
    let body: FieldSchema?
    /// The schemas of what the lookups give.
    let lookups: [String: FieldSchema]
    /// Where in the event the source finds its lead, if that is a plain way.
    let leadPath: AccessPath?
    /// Whether the source says a lead at all.
    let hasLead: Bool

    /// The path under which facts are kept: the lead is the same as where the source finds it.
    func canonical(_ path: AccessPath) -> AccessPath {
        path == .lead ? leadPath ?? path : path
    }

    func value(at path: AccessPath) -> Value? {
        if path == .lead, case .string("")? = assigned[canonical(path)] { return nil }
        return assigned[path] ?? assigned[canonical(path)] ?? assigned.first { canonical($0.key) == path }?.value
    }

    /// What stands where the source finds its lead may be empty, and then there is no lead.
    func isPresent(_ path: AccessPath) -> Bool {
        path == .lead ? facts.present.contains(path) : holds(path, in: facts.present)
    }
    func isNotNull(_ path: AccessPath) -> Bool { holds(path, in: facts.notNull) }
    func isNotEmpty(_ path: AccessPath) -> Bool { holds(path, in: facts.notEmpty) }

    func isIn(table: String, _ path: AccessPath) -> Bool {
        let known = facts.inTables
        return known[path]?.contains(table) == true || known[canonical(path)]?.contains(table) == true
            || known.contains { canonical($0.key) == path && $0.value.contains(table) }
    }

    private func holds(_ path: AccessPath, in known: Set<AccessPath>) -> Bool {
        known.contains(path) || known.contains(canonical(path))
            || leadPath == path && known.contains(.lead)
    }

    /// What is said of the value at a path: its schema, and whether it is always there.
    func schema(at path: AccessPath) -> (schema: FieldSchema?, isGuaranteed: Bool, isDescribed: Bool) {
        guard let (root, rest) = root(of: path) else { return (nil, false, false) }
        guard let root else { return (nil, rest.isEmpty, false) }
        guard !rest.isEmpty else { return (root, true, true) }
        var schema: FieldSchema? = root
        for step in rest {
            // Behind a list or a member that nobody describes, nothing is known.
            guard let container = schema, !container.properties.isEmpty || container.isClosed else {
                return (nil, false, false)
            }
            schema = container.property(step)
        }
        return (schema, root.guarantees(rest), true)
    }

    /// The schema that a path begins in, and the steps within it; nil for paths that lead into neither body nor lookup.
    private func root(of path: AccessPath) -> (FieldSchema?, [String])? {
        if let rest = path.dropping(AccessPath.body.steps) { return (body, rest) }
        guard let rest = path.dropping(["lookup"]), let name = rest.first else { return nil }
        return (lookups[name], Array(rest.dropFirst()))
    }
}
