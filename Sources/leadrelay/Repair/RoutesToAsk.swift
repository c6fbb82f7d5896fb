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

    func forecast(_ session: ReportSession) throws -> RoutingForecast {
        RoutingForecast(session.ledger, routing, session.mask, digest: digest)
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
        guard let text = try session.ledger.configuration(running),
            let table = try StoredConfiguration.table(of: text, beside: path)
        else { return try ofFile(session) }
        return RoutesToAsk(routing: Routing(table, fingerprint: running), digest: digest, remark: nil)
    }

    /// What the relay runs on the data folder; nil where none does.
    private static func runningFingerprint(_ session: ReportSession) throws -> String? {
        let client = ControlClient(try ControlSession.folder(session.invocation))
        guard let reply = try? client.ask("GET", "/status"), reply.isSuccess else { return nil }
        return try? JSONDocument(reply.body).root["configuration"]?.string
    }
}
