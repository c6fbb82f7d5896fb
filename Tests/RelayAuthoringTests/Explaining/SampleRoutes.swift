import CEL
import CivilTime
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes
import Testing

/// Route tables over an API of the user's own, and events for them.
enum SampleRoutes {
    static func table(routes: String) throws -> RouteTable {
        let (table, findings) = try built(routes: routes)
        try #require(findings.isEmpty, "\(findings.map(\.description))")
        return table
    }

    /// A table of which some routes may be wrong.
    static func built(
        routes: String,
        tables: String = SampleRoutes.tables
    ) throws -> (table: RouteTable, findings: [Finding]) {
        let text = """
            { "version": 1,
              "sources": { "sendpilot": \(source), "crm": \(source) },
              "destinations": { "own": { "api": "own" } },
              "apis": { "own": \(api) },
              "tables": \(tables),
              "routes": \(routes) }
            """
        let (file, findings) = RoutesFile.read(Array(text.utf8))
        let built = RouteTableBuilder.build(try #require(file), catalogue: catalogue, base: Environment())
        return (built.table, findings + built.findings)
    }

    /// A file with one route whose condition is this.
    static func table(when condition: String) throws -> RouteTable {
        try table(
            routes: #"[{ "name": "r", "from": "*", "on": "*", "when": \#(quoted(condition)), "send": [\#(send)] }]"#
        )
    }

    static func event(
        _ body: String,
        source: String = "sendpilot",
        type: String = "lead.updated",
        lead: String? = nil,
        headers: EventFields = [:]
    ) throws -> Event {
        Event(
            id: "evt_1",
            source: source,
            type: type,
            lead: lead,
            receivedAt: try #require(Timestamp(seconds: 1_700_000_000)),
            headers: headers,
            body: try JSONDocument(body).root
        )
    }

    static func quoted(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static let send = #"{ "to": "own", "call": "put", "with": { "status": "x" } }"#
    static let tables = """
        { "label": { "OPPORTUNITY": "1", "NOT_INTERESTED": "lost", "deal.won": "2", "deal.lost": "lost" }, "none": {} }
        """

    private static let catalogue = Catalogue(contracts: [:], presets: [:], answers: nil)
    private static let source = """
        { "signature": { "scheme": "none" }, "type": "body.type", "lead": "body.data.leadId" }
        """
    private static let api = """
        { "api": "own", "base": "https://own.example",
          "calls": { "put": { "method": "POST", "path": "/put", "fields": { "status": { "in": "body", "schema": { "type": "string" } } } } } }
        """
}

extension RouteTable {
    /// The explanation of what this table plans for an event.
    func explained(_ event: Event) -> Explanation { explain(event, plan(event)) }
}
