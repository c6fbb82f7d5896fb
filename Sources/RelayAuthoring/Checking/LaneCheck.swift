import Quotation
import RelayCore
import RelayRoutes

/// What a send asks of the others of its lead, where nobody says which lead that is.
enum LaneCheck {
    static func findings(in table: RouteTable) -> [Finding] {
        table.routes.compactMap { $0 }.filter { hasNoLead($0, in: table) }.flatMap { route in
            route.sends.flatMap { findings(about: $0.entry, from: route.entry) }
        }
    }

    private static func findings(about send: SendEntry, from route: RouteEntry) -> [Finding] {
        let asked = [
            (key: "order", word: send.order, value: SendRules.Order.latest.rawValue),
            (key: "onDead", word: send.onDead, value: SendRules.OnDead.hold.rawValue),
        ]
        return asked.compactMap { key, word, value in
            guard let word, word.text == value else { return nil }
            let fact = "\(key.quoted) is about the deliveries of a lead, and nothing says which lead an event is about"
            let remedy = "Give the source or the route a \"lead\", or leave \(key.quoted) out."
            return Finding(.orderWithoutLead, at: word.spot, fact, remedy)
        }
    }

    private static func hasNoLead(_ route: Route, in table: RouteTable) -> Bool {
        guard route.lead == nil else { return false }
        let isFromAll = route.entry.from.contains { $0.text == "*" }
        let sources = isFromAll ? Array(table.sources.values) : route.entry.from.compactMap { table.sources[$0.text] }
        return !sources.isEmpty && sources.allSatisfy { $0.leadProgram == nil }
            && (isFromAll || sources.count == route.entry.from.count)
    }
}
