import Quotation
import RelayCore

/// The sends that a routes file no longer has, and that deliveries wait for.
struct RemovedSends {
    /// How many wait for each.
    let waiting: [(address: DeliveryAddress, count: Int)]

    private static let mostShown = 20

    /// Why such a file is not put in force, and what to do; empty where nothing waits.
    var problems: [String] {
        guard !waiting.isEmpty else { return [] }
        let sends = waiting.prefix(Self.mostShown).map { address, count in
            """
            the file has no send \(address.send.quoted) to \(address.destination.quoted) in a route \
            \(address.route.quoted) any more, and \(count) \(count == 1 ? "delivery waits" : "deliveries wait") for it
            """
        }
        let more = waiting.count - Self.mostShown
        return sends + (more > 0 ? ["and so for \(more) more sends"] : []) + [Self.remedy]
    }

    private static let remedy = """
        put back what is gone, with "enabled": false at its route until nothing waits (leadrelay deliveries list \
        --state waiting), or make dead letters of what waits: leadrelay reload --force
        """
}
