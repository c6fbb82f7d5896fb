import CommandLineFrame
import RelayCore
import RelayReports
import RelayRoutes
import RelayService

/// The routes file as it is now, for who wants to know what it would send.
enum TodaysRoutes {
    static func preview(_ session: ReportSession) throws -> ReplayPreview {
        let path = ConfigurationPath.of(session.invocation.value(of: .config))
        let table = try Configuration.load(path: path).soundTable()
        return ReplayPreview(
            session.ledger,
            Routing(table, fingerprint: ""),
            session.mask,
            digest: try BodyDigest.make()
        )
    }
}
