import CommandLineFrame
import RelayCore
import RelayRoutes
import RelayService

/// Refuses names that neither the routes nor the store know, where a filter has found nothing.
struct FilterNames {
    private let session: ReportSession
    private let table: RouteTable

    private static let mostNamed = 20

    /// - Throws: `UsageError` with the names that there are.
    static func check(_ session: ReportSession) throws {
        let path = ConfigurationPath.of(session.invocation.value(of: .config))
        // Where there are no routes to ask, nobody knows which names are right.
        guard let table = try? Configuration.load(path: path).soundTable() else { return }
        let names = FilterNames(session: session, table: table)
        try names.check(ReportOptions.destination, Array(table.destinations.keys)) { $0.destination = $1 }
        try names.check(ReportOptions.route, table.routes.compactMap { $0?.name }) { $0.route = $1 }
        try names.checkSource()
    }

    private func check(
        _ option: Option,
        _ known: [String],
        _ narrow: (inout DeliveryQuery, String) -> Void
    ) throws {
        guard let name = given(option), !known.contains(name) else { return }
        var query = DeliveryQuery(limit: 1)
        narrow(&query, name)
        guard try session.ledger.deliveries(query).isEmpty else { return }
        throw unknown(name, option, known)
    }

    private func checkSource() throws {
        let known = Array(table.sources.keys)
        guard let name = given(ReportOptions.source), !known.contains(name) else { return }
        var query = EventQuery(limit: 1)
        query.source = name
        guard try session.ledger.events(query).isEmpty else { return }
        throw unknown(name, ReportOptions.source, known)
    }

    private func given(_ option: Option) -> String? {
        session.invocation.declares(option) ? session.invocation.value(of: option) : nil
    }

    private func unknown(_ name: String, _ option: Option, _ known: [String]) -> UsageError {
        let named = known.sorted().prefix(Self.mostNamed).joined(separator: ", ")
        let more = known.count > Self.mostNamed ? " …" : ""
        let remedy = known.isEmpty ? "The routes have none." : "There are: \(named)\(more)."
        return session.invocation.invalid(name, of: option, "is in no route and on no delivery", remedy: remedy)
    }
}
