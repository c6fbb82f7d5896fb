import CEL
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes
import Testing

@Suite("Events of a change")
struct ChangeTests {
    private static func table(_ conditions: String) throws -> RouteTable {
        let text = """
            { "version": 1,
              "sources": { "sendpilot": { "preset": "sendpilot", "signature": { "scheme": "none" } },
                           "other": { "preset": "none", "path": "/other" } },
              "destinations": { "octanist": { "api": "octanist", "key": { "env": "A" } } },
              "tables": { "label": { "WON": "won" }, "more": { "LOST": "lost" } },
              "routes": [ { "name": "r", "from": ["sendpilot", "other"], "on": "lead.updated" \(conditions),
                "send": [ { "to": "octanist", "call": "updateLead", "with": { "id": "x", "status": "won" } } ] } ] }
            """
        let file = try #require(RoutesFile.read(Array(text.utf8)).file)
        let built = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment())
        try #require(built.findings.filter { $0.severity == .error } == [])
        return built.table
    }

    private static func event(_ previous: String, _ status: String, source: String = "sendpilot") throws -> Event {
        let body = #"{ "data": { "previousStatus": \#(previous), "newStatus": "\#(status)" } }"#
        return try SmallTable.event(body, source: source, type: "lead.updated")
    }

    @Test(arguments: [
        ("\"WON\"", "sendpilot", "", false), ("\"LOST\"", "sendpilot", "", true), ("null", "sendpilot", "", true),
        ("\"WON\"", "other", "", true), ("\"WON\"", "sendpilot", "event.body.data.newStatus == 'WON'", false),
        ("\"WON\"", "sendpilot", "event.body.data.previousStatus != 'NONE'", true),
        ("\"WON\"", "sendpilot", "has(event.body.data.previousStatus)", true),
        ("\"WON\"", "sendpilot", "event.body.data['previousStatus'] == 'WON'", true),
    ])
    func `that changes nothing is left, unless the route asks for what was before`(
        previous: String,
        source: String,
        condition: String,
        isRouted: Bool
    ) throws {
        let table = try Self.table(condition.isEmpty ? "" : #", "when": "\#(condition)""#)
        let event = try Self.event(previous, "WON", source: source)
        let plan = table.plan(event)
        #expect(Routing(table, fingerprint: "f").planned(event).isRouted == isRouted)
        let words = table.explain(event, plan).lines.joined(separator: "\n")
        #expect(words.contains("a change to what was there before") == !isRouted, "\(words)")
    }

    private static let asks = #", "when": "event.body.data.newStatus in tables.label""#

    @Test(arguments: [("LOST", "sendpilot lead.updated LOST"), ("WON", nil), ("", nil)])
    func `with a value that no table has is told to the operator`(status: String, subject: String?) throws {
        let routing = Routing(try Self.table(Self.asks), fingerprint: "f")
        let told = try routing.planned(Self.event("\"OPEN\"", status)).unmapped
        #expect(told?.subject == subject)
        if let told {
            #expect(told.kind == "unmapped")
            #expect(
                told.detail.hasSuffix(
                    "event.body.data.newStatus is LOST, which no table has that its routes ask: label"
                )
            )
        }
    }

    @Test(arguments: ["", #", "when": "event.body.data.newStatus == 'WON'""#])
    func `that no table is asked for is nobody's to map`(condition: String) throws {
        let routing = Routing(try Self.table(condition), fingerprint: "f")
        #expect(try routing.planned(Self.event("\"OPEN\"", "ELSE")).unmapped == nil)
    }

    @Test func `with a value that one of two tables has is mapped`() throws {
        let both =
            #", "when": "event.body.data.newStatus in tables.label && event.body.data.newStatus in tables.more""#
        let routing = Routing(try Self.table(both), fingerprint: "f")
        #expect(try routing.planned(Self.event("\"OPEN\"", "LOST")).unmapped == nil)
        #expect(try routing.planned(Self.event("\"OPEN\"", "ELSE")).unmapped?.detail.hasSuffix("label, more") == true)
    }
}
