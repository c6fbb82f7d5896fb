import CEL
import CivilTime
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

@Suite("What an API reports back of a write")
struct EchoTests {
    private static func table(with fields: String, echoes: String = #", "echoes": "sendpilot""#) throws -> RouteTable {
        let text = """
            { "version": 1,
              "sources": { "crm": { "preset": "none", "path": "/crm" },
                           "sendpilot": { "preset": "sendpilot", "signature": { "scheme": "none" } } },
              "destinations": { "pilot": { "api": "sendpilot", "key": { "env": "A" } \(echoes) },
                                "octanist": { "api": "octanist", "key": { "env": "A" } } },
              "lookups": { "lead": { "destination": "pilot", "call": "getLead", "with": { "id": "{{ event.lead }}" } } },
              "routes": [ { "name": "r", "from": "crm", "on": "*", "send": [
                { "to": "pilot", "call": "updateStatus", "with": \(fields) },
                { "to": "octanist", "call": "updateLead", "with": { "id": "x", "status": "won" } } ] } ] }
            """
        let file = try #require(RoutesFile.read(Array(text.utf8)).file)
        let built = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment())
        try #require(built.findings.filter { $0.severity == .error } == [])
        return built.table
    }

    private static func echo(_ fields: String, in table: RouteTable? = nil, lookup: String = "{}") throws
        -> EchoedWrite?
    {
        let table = try table ?? Self.table(with: fields)
        let event = try SmallTable.event(#"{ "status": "DONE", "number": 7, "none": null }"#)
        let send = try #require(table.routes[0]?.sends[0])
        return Self.echo(of: send, for: event, in: table, lookups: ["lead": Value(try json(lookup))])
    }

    /// What the request is reported as; nil too where there is none.
    private static func echo(
        of send: Send,
        for event: Event,
        in table: RouteTable,
        lookups: [String: Value] = [:],
        overrides: FieldOverrides = .none
    ) -> EchoedWrite? {
        let rendering = try? table.render(send, for: event, lookups: lookups, key: "k", overrides: overrides)
        guard case .request(let request)? = rendering else { return nil }
        return send.echo?.write(in: request)
    }

    @Test(arguments: [
        (#"{ "id": "{{ event.lead }}", "status": "{{ event.body.status }}" }"#, ["lead_1", "DONE"]),
        (#"{ "id": "{{ lookup.lead.id }}", "status": "DONE" }"#, ["pilot_9", "DONE"]),
        (#"{ "id": "{{ event.body.number }}", "status": "A-{{ event.body.number }}" }"#, ["7", "A-7"]),
        (#"{ "id": "é {{ event.lead }}%", "status": "DONE" }"#, ["é lead_1%", "DONE"]),
        (#"{ "id": "{{ event.lead }}", "customLeadStatus": "LEAD" }"#, nil),
        (#"{ "id": "{{ event.lead }}", "status": "{{ event.body.none }}", "customLeadStatus": "LEAD" }"#, nil),
        (#"{ "id": "{{ event.body.gone }}", "status": "DONE" }"#, nil),
    ])
    func `is the lead and the value as they are written`(fields: String, expected: [String]?) throws {
        let echo = try Self.echo(fields, lookup: #"{ "id": "pilot_9" }"#)
        #expect(echo.map { [$0.lead, $0.value] } == expected)
        #expect(echo.map { $0.field == "status" } ?? true)
    }

    @Test func `is what a person has given it in place of that`() throws {
        let table = try Self.table(with: #"{ "id": "{{ event.lead }}", "status": "{{ event.body.status }}" }"#)
        let event = try SmallTable.event(#"{ "status": "DONE" }"#)
        let send = try #require(table.routes[0]?.sends[0])
        let changes = [FieldChange("status", try json(#""OPPORTUNITY""#))]
        let echo = Self.echo(of: send, for: event, in: table, overrides: FieldOverrides(changes))
        #expect(echo.map { [$0.lead, $0.field, $0.value] } == ["lead_1", "status", "OPPORTUNITY"])
        let unset = FieldOverrides([FieldChange("status", nil)])
        #expect(Self.echo(of: send, for: event, in: table, overrides: unset) == nil)
    }

    @Test func `is nothing where no source reports it`() throws {
        let fields = #"{ "id": "{{ event.lead }}", "status": "DONE" }"#
        #expect(try Self.echo(fields, in: Self.table(with: fields, echoes: "")) == nil)
        let table = try Self.table(with: fields)
        let other = try #require(table.routes[0]?.sends[1])
        #expect(Self.echo(of: other, for: try SmallTable.event(), in: table) == nil)
    }

    @Test(arguments: [
        ("sendpilot", "l", #"{ "data": { "newStatus": "DONE" } }"#, ["DONE"]),
        ("sendpilot", "l", #"{ "data": { "newStatus": 7 } }"#, ["7"]), ("sendpilot", nil, #"{ "data": {} }"#, []),
        ("sendpilot", "l", #"{ "data": { "newStatus": null } }"#, []), ("sendpilot", "l", "{}", []),
        ("crm", "l", #"{ "data": { "newStatus": "DONE" } }"#, []),
    ])
    func `is looked for in the events of its source`(source: String, lead: String?, body: String, values: [String])
        throws
    {
        let table = try Self.table(with: #"{ "id": "x", "status": "DONE" }"#)
        let event = try SmallTable.event(body, source: source, lead: lead)
        let reports = Routing(table, fingerprint: "f").planned(event).reports
        #expect(reports == values.map { EchoReport(destination: "pilot", field: "status", value: $0) })
    }

    @Test func `is told by a trial`() throws {
        let table = try Self.table(with: #"{ "id": "{{ event.lead }}", "status": "DONE" }"#)
        let sample = SampleEvent(label: "it", source: "crm", body: try json("{}"))
        let plain = Trial(try #require(Rehearsal(of: sample, on: table)), on: table)
        #expect(!plain.json.contains(#""echo""#), "no lead, no echo")
        let fixed = try Self.table(with: #"{ "id": "l9", "status": "DONE" }"#)
        let trial = Trial(try #require(Rehearsal(of: sample, on: fixed)), on: fixed)
        #expect(trial.json.contains(#""echo":{"lead":"l9","field":"status","value":"DONE"}"#))
        let line =
            "    for 10 minutes an event of sendpilot that says status of l9 is DONE is its echo: kept, not routed"
        #expect(trial.lines.contains(line), "\(trial.lines)")
    }
}
