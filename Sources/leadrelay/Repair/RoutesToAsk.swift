import CommandLineFrame
import JSON
import Quotation
import RelayCore
import RelayReports
import RelayRoutes
import RelayService

/// The routes that events go through again: those of a file, or those that the relay runs.
struct RoutesToAsk {
    private let routing: Routing
    private let digest: ([UInt8]) -> [UInt8]
    /// What should be said of them; nil where there is nothing.
    let remark: String?

    func forecast(_ wish: RoutingForecast.Wish, _ session: ReportSession) throws -> RoutingForecast {
        RoutingForecast(session.ledger, routing, session.mask, wish, digest: digest)
    }

    func preview(_ session: ReportSession) throws -> ReplayPreview {
        ReplayPreview(session.ledger, routing, session.mask, digest: digest)
    }

    /// Those that a person wants to see the effect of: of the file that is named, or else those of the relay that runs,
    /// and then a word about a file that it has not loaded.
    static func named(_ session: ReportSession) throws -> RoutesToAsk {
        session.invocation.has(.config) ? try ofFile(session) : try running(session) ?? ofFile(session)
    }

    /// Those with which a delivery would leave: of the relay that runs, whatever file is named, or else of the file.
    static func ofNextAttempt(_ session: ReportSession) throws -> RoutesToAsk {
        try running(session) ?? ofFile(session)
    }

    /// What the relay runs that is there; nil where none is, or its routes cannot be read.
    private static func running(_ session: ReportSession) throws -> RoutesToAsk? {
        guard let running = try runningFingerprint(session) else { return nil }
        let (path, digest) = (ConfigurationPath.of(session.invocation.value(of: .config)), try BodyDigest.make())
        guard let text = try session.ledger.configuration(running),
            let table = try StoredConfiguration.table(of: text, beside: path)
        else { return nil }
        let file = try? Configuration.fingerprint(of: Configuration.load(path: path).bytes, digest)
        let remark = """
            made with what the relay runs; \(path.shown) is another configuration, and counts from when it is loaded: \
            leadrelay reload
            """
        let isOther = file.map { $0 != running } ?? false
        return RoutesToAsk(
            routing: Routing(table, fingerprint: running),
            digest: digest,
            remark: isOther ? remark : nil
        )
    }

    /// Those of the file that is named, or is found.
    static func ofFile(_ session: ReportSession) throws -> RoutesToAsk {
        let (path, digest) = (ConfigurationPath.of(session.invocation.value(of: .config)), try BodyDigest.make())
        let configuration = try Configuration.load(path: path)
        let fingerprint = Configuration.fingerprint(of: configuration.bytes, digest)
        let running = try runningFingerprint(session)
        let isOther = running.map { $0 != fingerprint } ?? false
        let remark = "planned with \(path.shown); the relay runs another configuration, and would plan with that"
        return RoutesToAsk(
            routing: Routing(try configuration.soundTable(), fingerprint: fingerprint),
            digest: digest,
            remark: isOther ? remark : nil
        )
    }

    /// Those that a job would ask: what the relay runs, or else what it would start with.
    static func inForce(_ session: ReportSession) throws -> RoutesToAsk {
        guard let running = try runningFingerprint(session) else { return try ofFile(session) }
        let (path, digest) = (ConfigurationPath.of(session.invocation.value(of: .config)), try BodyDigest.make())
        if session.invocation.has(.config) {
            let named = Configuration.fingerprint(of: try Configuration.load(path: path).bytes, digest)
            guard named == running else {
                throw CommandFailure(
                    """
                    the relay runs another configuration than \(path.shown), and would plan with its own. Reload it \
                    (leadrelay reload) or leave --config out; --dry-run shows what \(path.shown) would lead to
                    """
                )
            }
        }
        return try self.running(session) ?? ofFile(session)
    }

    /// What the relay runs on the data folder; nil where none does.
    private static func runningFingerprint(_ session: ReportSession) throws -> String? {
        let client = ControlClient(try ControlSession.folder(session.invocation))
        guard let reply = try? client.ask("GET", "/status"), reply.isSuccess else { return nil }
        return try? JSONDocument(reply.body).root["configuration"]?.string
    }
}
