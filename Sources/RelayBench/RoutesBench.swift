import CEL
import CivilTime
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes

/// What becomes of an event, and the requests that it turns into, beside parsing that event in the same run.
struct RoutesBench {
    private let stopwatch = Stopwatch(calls: 2_000)

    func run() throws {
        try time("routes.100.conditions", SampleRoutes(count: 100, spread: .none), bar: 15_000)
        try time("routes.100.unlike", SampleRoutes(count: 100, spread: .unlike), bar: 15_000)
        try time("routes.100.mixed", SampleRoutes(count: 100, spread: .sources), bar: 15_000)
        try time("routes.10000", SampleRoutes(count: 10_000, spread: .pairs), bar: 20_000)
        try timeBuild("routes.build.10000", SampleRoutes(count: 10_000, spread: .pairs), bar: 2_000)
    }

    // MARK: An event

    private func time(_ name: String, _ routes: SampleRoutes, bar: Double) throws {
        let table = try self.table(of: routes)
        let body = try JSONDocument(SampleEvent.bytes).root
        let sent = try requests(of: event(body), table)
        precondition(sent == 2, "two routes take the sample event, not \(sent)")

        let parse = try stopwatch.nanoseconds { keep(try JSONDocument(SampleEvent.bytes)) }
        let plan = stopwatch.nanoseconds { keep(table.plan(event(body))) }
        let parsed = try stopwatch.nanoseconds { keep(try requests(of: event(body), table)) }
        let whole = try stopwatch.nanoseconds {
            keep(try requests(of: event(try JSONDocument(SampleEvent.bytes).root), table))
        }
        print(
            #"{"bench":"\#(name)","routes":\#(routes.count),"sends":\#(sent),"ns":\#(parsed.rounded()),"bar":\#(bar),"#
                + #""planNs":\#(plan.rounded()),"withParsingNs":\#(whole.rounded()),"parseNs":\#(parse.rounded()),"#
                + #""ratioToParse":\#((parsed / parse * 10).rounded() / 10)}"#
        )
    }

    /// Plans and renders; how many requests came of it.
    private func requests(of event: Event, _ table: RouteTable) throws -> Int {
        var count = 0
        for planned in table.plan(event).sends {
            guard case .request(let request) = try table.render(planned, for: event, key: "dl_01") else { continue }
            keep(request)
            count += 1
        }
        return count
    }

    private func event(_ body: JSONValue) -> Event {
        Event(
            id: "evt_01hq3v6m8r2c4n7t9w",
            source: SampleRoutes.source,
            type: SampleRoutes.type,
            lead: "lead_abc123",
            occurredAt: Self.moment,
            receivedAt: Self.moment,
            headers: ["content-type": "application/json"],
            body: body
        )
    }

    private static let moment: Timestamp = {
        guard let moment = Timestamp(seconds: 1_771_612_789) else {
            preconditionFailure("2026 is a year of Timestamp's")
        }
        return moment
    }()

    // MARK: A file

    private func timeBuild(_ name: String, _ routes: SampleRoutes, bar: Double) throws {
        let bytes = Array(routes.text.utf8)
        let once = Stopwatch(rounds: 3, calls: 1)
        let parse = try once.nanoseconds { keep(try JSONDocument(bytes)) } / 1e6
        let read = once.nanoseconds { keep(RoutesFile.read(bytes)) } / 1e6
        let built = try once.nanoseconds { keep(try self.table(of: bytes)) } / 1e6
        let table = try self.table(of: bytes)
        let check = once.nanoseconds { keep(RoutesCheck.findings(in: table)) } / 1e6
        print(
            #"{"bench":"\#(name)","routes":\#(routes.count),"bytes":\#(bytes.count),"ms":\#((built + check).rounded()),"#
                + #""bar":\#(bar),"parseMs":\#(parse.rounded()),"readMs":\#(read.rounded()),"#
                + #""buildMs":\#((built - read).rounded()),"checkMs":\#(check.rounded())}"#
        )
    }

    private func table(of routes: SampleRoutes) throws -> RouteTable {
        try table(of: Array(routes.text.utf8))
    }

    private func table(of bytes: [UInt8]) throws -> RouteTable {
        let read = RoutesFile.read(bytes)
        let file = try read.file.orThrow(Unusable(findings: read.findings))
        let built = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment())
        let findings = (read.findings + built.findings).filter { $0.severity == .error }
        guard findings.isEmpty else { throw Unusable(findings: findings) }
        return built.table
    }

    /// The sample is not what the relay takes.
    private struct Unusable: Error {
        let findings: [Finding]
    }
}

extension Optional {
    fileprivate func orThrow(_ error: some Error) throws -> Wrapped {
        guard let self else { throw error }
        return self
    }
}
