import JSON
import Quotation
import RelayRoutes

/// Writes that come back as events.
enum LoopCheck {
    static func findings(in table: RouteTable) -> [Finding] {
        let routes = table.routes.compactMap { $0 }.filter(\.entry.isEnabled)
        return ownSources(table, routes) + forgotten(table, routes)
    }

    /// Destinations at an API that also sends events here, of which nobody said that its events echo our writes.
    private static func ownSources(_ table: RouteTable, _ routes: [Route]) -> [Finding] {
        let written = Set(
            routes.flatMap(\.sends).filter { $0.call.isWrite && $0.call.json["echo"] != nil }.map(\.destination.name)
        )
        return table.destinations.values.filter { written.contains($0.name) && $0.entry.echoes == nil }.compactMap {
            destination in
            let sources = table.sources.values.filter { $0.entry.preset?.text == destination.contract.name }
            guard let source = sources.map(\.name).min(), let api = destination.entry.api else { return nil }
            let fact =
                "what is written to \(destination.name.quoted) comes back as events of the source \(source.quoted)"
            return Finding(
                .ownSource,
                at: api.spot,
                fact,
                "Add \"echoes\": \"\(source)\", so that such an event is not routed again."
            )
        }
    }

    /// An echo is not routed: whoever hears of a change through the echoing source must hear it from the route that writes.
    private static func forgotten(_ table: RouteTable, _ routes: [Route]) -> [Finding] {
        routes.filter(\.isWhole).flatMap { route in
            route.sends.compactMap { send -> Finding? in
                guard send.call.isWrite, let source = send.destination.entry.echoes?.text else { return nil }
                let listeners = routes.filter {
                    $0.name != route.name && $0.entry.from.contains { $0.text == source || $0.text == "*" }
                }
                let hearing = Set(listeners.flatMap(\.sends).map(\.destination.name)).subtracting([
                    send.destination.name
                ])
                let missing = hearing.subtracting(route.sends.map(\.destination.name)).sorted()
                guard !missing.isEmpty, let to = send.entry.to,
                    !send.entry.accepts.contains(where: { $0.text == FindingCode.forgottenDestinations.rawValue })
                else { return nil }
                let listed = missing.map(\.quoted).joined(separator: ", ")
                let fact = "the echo of this write is not routed, so \(listed) will not hear of it"
                return Finding(
                    .forgottenDestinations,
                    at: to.spot,
                    fact,
                    "Send to \(listed) in this route too, or accept forgotten-destinations."
                )
            }
        }
    }
}
