import CEL
import RelayRoutes

/// The cases in which a send is looked at: each source and type, and each combination of the values that its conditions
/// leave open.
struct CaseList {
    private let table: RouteTable
    private let tables: [String: Table]
    private let lookups: [String: FieldSchema]

    /// More combinations than this are not told apart.
    private static let limit = 256

    init(_ table: RouteTable) {
        self.table = table
        tables = Dictionary(table.tables.map { ($0.name, $0) }) { first, _ in first }
        lookups = table.lookups.compactMapValues { $0.call.answer }
    }

    /// A scene for each source and type, without any condition.
    func scenes(of route: RouteEntry) -> [Scene] {
        sources(of: route).flatMap { source in
            types(of: route, source).map { type in scene(source, type) }
        }
    }

    /// A scene for each case in which a send's conditions hold.
    func scenes(of route: Route, _ send: Send) -> [Scene] {
        let conditions = route.entry.conditions(route, send)
        let used = send.fields.flatMap(\.template.placeholders).map(\.program.expression) + conditions
        let paths = Set(used.flatMap(Self.paths))
        return scenes(of: route.entry).flatMap { scene -> [Scene] in
            var scene = scene
            for condition in conditions { scene.facts.assume(condition) }
            guard scene.agrees else { return [] }
            return scene.split(by: paths, limit: Self.limit).filter { scene in
                let prover = Prover(scene)
                return !conditions.contains { prover.possible($0).isFalse }
            }
        }
    }

    private func scene(_ source: Source, _ type: String?) -> Scene {
        var scene = Scene(
            tables: tables,
            facts: Facts(tables: tables),
            body: source.schema(of: type),
            lookups: lookups,
            leadPath: source.leadPath,
            hasLead: source.leadProgram != nil
        )
        if let type { scene.assigned[.type] = .string(type) }
        scene.assigned[.source] = .string(source.name)
        return scene
    }

    private func sources(of route: RouteEntry) -> [Source] {
        let names = route.from.map(\.text)
        let found = names.contains("*") ? table.sources.keys.sorted() : names
        return found.compactMap { table.sources[$0] }.filter(\.isWhole)
    }

    /// The types that a route takes of a source; nil for those that nobody can list.
    private func types(of route: RouteEntry, _ source: Source) -> [String?] {
        let types = route.on.map(\.text).flatMap { pattern -> [String?] in
            let known = source.types?.filter { EventTypePattern.matches(pattern, $0) }
            // A type that is never sent has been told; it has no case.
            guard pattern.hasSuffix("*") else { return known?.isEmpty == true ? [] : [pattern] }
            return known ?? [nil]
        }
        return types.uniqued()
    }

    /// The plain paths that an expression reads.
    private static func paths(_ expression: Expression) -> [AccessPath] {
        if let path = AccessPath(expression) { return [path] }
        return expression.children.flatMap(paths)
    }
}

/// `lead.updated`, `lead.*` or `*`.
enum EventTypePattern {
    static func matches(_ pattern: String, _ type: String) -> Bool {
        if pattern == "*" { return true }
        guard pattern.hasSuffix(".*") else { return pattern.utf8.elementsEqual(type.utf8) }
        let prefix = Array(pattern.utf8.dropLast())
        return type.utf8.starts(with: prefix)
    }

    /// Whether every type of the second pattern is one of the first.
    static func covers(_ pattern: String, _ other: String) -> Bool {
        if pattern == "*" || pattern == other { return true }
        guard pattern.hasSuffix(".*") else { return false }
        return other != "*" && other.utf8.starts(with: Array(pattern.utf8.dropLast()))
    }
}

extension RouteEntry {
    /// All that holds when a send is rendered, as it was written.
    fileprivate func conditions(_ route: Route, _ send: Send) -> [Expression] {
        [route.when, send.when, send.condition].compactMap { $0?.expression }
    }
}

extension Scene {
    /// Whether the type and source of this case are among those that the conditions allow.
    fileprivate var agrees: Bool {
        facts.domains.allSatisfy { path, domain in
            guard let value = assigned[path] else { return !domain.isEmpty }
            return domain.contains { $0.isSame(value) }
        }
    }

    /// A scene for each combination of the values that these paths may have.
    fileprivate func split(by paths: Set<AccessPath>, limit: Int) -> [Scene] {
        var scenes = [self]
        let open = facts.domains.filter { assigned[$0.key] == nil && (paths.contains($0.key) || paths.contains(.lead)) }
        for (path, domain) in open.sorted(by: { $0.value.count < $1.value.count }) {
            guard scenes.count * domain.count <= limit else { continue }
            scenes = scenes.flatMap { scene in
                domain.map { value in
                    var scene = scene
                    scene.assigned[path] = value
                    return scene
                }
            }
        }
        return scenes
    }
}

extension Possible {
    var isFalse: Bool {
        if case .bool(false)? = single?.resolved { true } else { false }
    }
}
