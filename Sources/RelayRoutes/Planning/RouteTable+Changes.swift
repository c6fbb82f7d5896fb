import CEL
package import RelayCore

/// Events of a change that changes nothing.
extension RouteTable {
    /// Whether a route leaves an event because its change is none, and the route does not ask for that itself.
    package func lacksChange(_ event: Event, for position: Int) -> Bool {
        needsChange.indices.contains(position) && needsChange[position]
            && sources[event.source]?.isUnchanged(event) ?? false
    }

    /// A route that speaks of the value before a change in any of its conditions decides for itself.
    static func needsChange(_ routes: [Route?], _ sources: [String: Source]) -> [Bool] {
        let names = Set(sources.values.compactMap(\.memberBeforeChange))
        guard !names.isEmpty else { return [] }
        return routes.map { route in
            let conditions = route?.conditions.map(\.program.expression) ?? []
            return !conditions.contains { $0.speaks(ofAny: names) }
        }
    }
}

extension Expression {
    fileprivate func speaks(ofAny names: Set<String>) -> Bool {
        switch kind {
        case .select(_, let field, _) where names.contains(field), .presence(_, let field) where names.contains(field):
            return true
        case .literal(.string(let text)) where names.contains(text): return true
        default: return children.contains { $0.speaks(ofAny: names) }
        }
    }
}
