import CEL
import CivilTime
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes
import Testing

/// A route table of a test's own routes, with an account at each of a few APIs.
struct SmallTable {
    let table: RouteTable

    private static let destinations = #"""
        { "leadtrackr": { "api": "leadtrackr", "key": { "env": "LEADTRACKR_KEY" } },
          "octanist": { "api": "octanist", "key": { "env": "OCTANIST_KEY" } },
          "leadping": { "api": "leadping", "key": { "env": "LEADPING_KEY" } },
          "sendpilot": { "api": "sendpilot", "key": { "file": "/run/secrets/sendpilot" } },
          "endpoint": { "api": "http", "base": { "env": "ENDPOINT" }, "auth": { "bearer": { "env": "TOKEN" } },
                        "headers": { "X-Team": "sales" }, "query": { "team": { "env": "TEAM" } } },
          "custom": { "api": "http", "base": "https://crm.example.com/api",
                      "auth": { "header": { "name": "X-Auth", "value": { "env": "TOKEN" }, "prefix": "Token " } } },
          "user": { "api": "http", "base": "https://crm.example.com",
                    "auth": { "basic": { "user": "relay", "password": { "env": "PASSWORD" } } } },
          "nowhere": { "api": "http" }, "any": { "api": "any" } }
        """#

    init(routes: [String]) throws {
        let text = """
            { "version": 1,
              "apis": { "any": { "base": "https://any.example.com", "auth": { "none": true }, "calls": { "go": {
                "method": "POST", "path": "/go", "fields": { "id": { "in": "body" }, "value": { "in": "body" } } } } } },
              "sources": { "crm": { "preset": "none", "path": "/crm" }, "shop": { "preset": "none", "path": "/shop" } },
              "destinations": \(Self.destinations),
              "tables": { "label": { "won": "00000000-0000-4000-8000-000000000001", "lost": "lost" } },
              "lookups": { "lead": { "destination": "sendpilot", "call": "getLead", "with": { "id": "{{ event.lead }}" } } },
              "routes": [\(routes.joined(separator: ",\n"))] }
            """
        let file = try #require(RoutesFile.read(Array(text.utf8)).file)
        let built = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment())
        try #require(built.findings.filter { $0.severity == .error } == [])
        table = built.table
    }

    /// A table with one send of one route.
    init(to destination: String, _ call: String, with fields: String, more: String = "") throws {
        let send = #"{ "to": "\#(destination)", "call": "\#(call)", "with": \#(fields)\#(more) }"#
        try self.init(routes: [#"{ "name": "only", "from": "crm", "on": "*", "send": [\#(send)] }"#])
    }

    static func event(
        _ body: String = "{}",
        source: String = "crm",
        type: String = "deal.won",
        lead: String? = "lead_1",
        headers: EventFields = [:],
        query: EventFields = [:]
    ) throws -> Event {
        Event(
            id: "evt_1",
            source: source,
            type: type,
            lead: lead,
            receivedAt: try #require(Timestamp(rfc3339: "2026-02-20T18:39:49Z")),
            headers: headers,
            query: query,
            body: try JSONDocument(body).root
        )
    }

    /// The names of the routes that the event reaches, whatever becomes of it there.
    func reached(by event: Event) -> [String] {
        table.plan(event).outcomes.compactMap { table.routes[$0.route]?.name }
    }

    /// The request of the first send, once it is planned.
    func request(for event: Event, lookups: [String: Value] = [:]) throws -> Request {
        let planned = try #require(table.plan(event).sends.first)
        guard case .request(let request) = try table.render(planned, for: event, lookups: lookups, key: "dl_1") else {
            throw Skipped()
        }
        return request
    }

    /// The request's body as text.
    func body(for event: Event) throws -> String {
        String(decoding: try #require(try request(for: event).body), as: UTF8.self)
    }

    /// Why no request can be made; nil where one can.
    func failure(for event: Event) throws -> RenderError? {
        do {
            _ = try request(for: event)
            return nil
        } catch let error as RenderError {
            return error
        }
    }

    /// The send's `if` does not hold.
    struct Skipped: Error {}
}

extension SmallTable {
    /// What a check finds in a file with one such send, apart from what is only about this small file.
    static func findings(to destination: String, _ call: String, with fields: String) throws -> [Finding] {
        let small = try SmallTable(to: destination, call, with: fields)
        let ours = Set(["/routes"])
        return RoutesCheck.findings(in: small.table).filter { finding in
            finding.severity == .error && ours.contains { finding.pointer.description.hasPrefix($0) }
        }
    }
}
