import JSON
import Quotation
import RelayRoutes

/// Routes that never see an event, and types that nobody sends.
enum RouteOrderCheck {
    static func findings(in table: RouteTable) -> [Finding] {
        shadowed(table) + unsent(table)
    }

    /// Routes behind one that stops all that they take.
    private static func shadowed(_ table: RouteTable) -> [Finding] {
        let routes = table.file.routes.filter(\.isEnabled)
        let stopping = routes.enumerated().filter { $0.element.stops && $0.element.when == nil }
        guard !stopping.isEmpty else { return [] }
        return routes.enumerated().compactMap { position, route -> Finding? in
            guard let name = route.name else { return nil }
            let earlier = stopping.first { $0.offset < position && $0.element.covers(route) }
            return earlier.map { earlier in
                let other = earlier.element.shownName.quoted
                let fact = "no event reaches this route: \(other) before it stops all that it takes"
                return Finding(
                    .unreachableRoute,
                    at: name.spot,
                    fact,
                    "Move it before \(other), or give that one a \"when\"."
                )
            }
        }
    }

    private static func unsent(_ table: RouteTable) -> [Finding] {
        table.file.routes.flatMap { route -> [Finding] in
            let sources = route.from.compactMap { table.sources[$0.text] }
            guard !sources.isEmpty, sources.count == route.from.count else { return [] }
            let lists = sources.map(\.types)
            guard !lists.contains(where: { $0 == nil }) else { return [] }
            let types = lists.compactMap { $0 }.flatMap { $0 }
            let unsent = route.on.filter { pattern in
                TextForm.eventType.accepts(pattern.text)
                    && !types.contains { EventTypePattern.matches(pattern.text, $0) }
            }
            return unsent.map { word in
                let names = sources.map(\.name.quoted).joined(separator: " and ")
                let fact = "\(names) never sends an event of type \(word.text.quoted)"
                return Finding(.neverEmitted, at: word.spot, fact, ShapeCheck.suggest(word.text, types, "It sends"))
            }
        }
    }
}

extension RouteEntry {
    /// Whether every event that the other route takes would be taken by this one, conditions aside.
    fileprivate func covers(_ other: RouteEntry) -> Bool {
        let sources = Set(from.map(\.text))
        let isFrom = sources.contains("*") || other.from.allSatisfy { sources.contains($0.text) }
        return isFrom
            && other.on.allSatisfy { pattern in on.contains { EventTypePattern.covers($0.text, pattern.text) } }
    }
}
