package import CivilTime
package import RelayCore
package import RelayRoutes

/// A configuration as requests come to it.
package final class IntakeTable: Sendable {
    let routing: Routing
    let publicURL: String?
    let keepsRejectedBodies: Bool
    private let gates: [String: SourceGate]
    private let disabledPaths: Set<String>

    /// Takes what tells each source's requests from those of others, by the source's name.
    package init(
        _ routing: Routing,
        settings: ServiceSettings,
        verifiers: [String: Verifier],
        at now: Timestamp
    ) {
        self.routing = routing
        publicURL = settings.publicURL
        keepsRejectedBodies = settings.store.rejectedBodies
        var gates: [String: SourceGate] = [:]
        for (name, source) in routing.table.sources where source.isEnabled {
            guard let verifier = verifiers[name] else { continue }
            let rate = source.rate ?? settings.limits.rateBySource
            gates[source.entry.path] = SourceGate(source, verifier, rate, at: now)
        }
        self.gates = gates
        disabledPaths = Set(routing.table.sources.values.filter { !$0.isEnabled }.map(\.entry.path))
    }

    /// The source of that path, to the letter: what is another spelling to one party is another address to the next.
    func gate(at path: String) -> SourceGate? { gates[path] }

    /// Why there is no source of that path, for the operator: whoever asks is told the same of both.
    func absence(at path: String) -> String { disabledPaths.contains(path) ? "source-disabled" : "unknown-source" }
}
