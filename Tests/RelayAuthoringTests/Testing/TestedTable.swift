import CEL
import JSON
import RelayAuthoring
import RelayRoutes
import Testing

/// Route tables with an API of their own, in which tests change what they are about.
enum TestedTable {
    /// The source `crm`, the destinations `books` and `mail`, a table, a lookup, and the routes and tests given.
    static func text(
        routes: String,
        tests: String = "[]",
        source: String = #""type": "body.type", "lead": "body.lead", "id": "body.id""#
    ) -> String {
        """
        { "version": 1,
          "sources": { "crm": { "signature": { "scheme": "none" }, \(source) } },
          "destinations": {
            "books": { "api": "shop", "base": "https://books.example", "key": { "env": "BOOKS_KEY" } },
            "mail": { "api": "shop", "base": "https://mail.example", "query": { "token": { "env": "MAIL_TOKEN" } } } },
          "apis": { "shop": { "auth": { "header": "X-API-Key" }, "calls": {
            "update": { "method": "PATCH", "path": "/leads/{id}", "fields": {
              "id": { "in": "path", "required": true }, "page": { "in": "query" }, "Trace": { "in": "header" },
              "status": { "in": "body", "required": true }, "price": { "in": "body" }, "lines": { "in": "body" } } },
            "read": { "method": "GET", "path": "/leads/{id}", "fields": { "id": { "in": "path", "required": true } } } } } },
          "tables": { "status": { "won": "sold", "lost": "gone", "open": "waiting" } },
          "lookups": { "lead": { "destination": "mail", "call": "read", "with": { "id": "{{ event.lead }}" } } },
          "routes": \(routes),
          "tests": \(tests) }
        """
    }

    static func make(_ text: String) throws -> RouteTable {
        let file = try #require(RoutesFile.read(Array(text.utf8)).file)
        let catalogue = Catalogue(contracts: [:], presets: [:], answers: nil)
        let (table, findings) = RouteTableBuilder.build(file, catalogue: catalogue, base: Environment())
        #expect(RoutesFile.read(Array(text.utf8)).findings + findings == [])
        return table
    }

    static func make(routes: String, tests: String = "[]") throws -> RouteTable {
        try make(text(routes: routes, tests: tests))
    }

    /// What the only test of a table comes to, as lines below its name.
    static func failures(routes: String = one, _ test: String) throws -> [String] {
        let named = #"{ "name": "it", "from": "crm", \#(test) }"#
        let reports = try make(routes: routes, tests: "[\(named)]").runTests().reports
        return Array(reports.flatMap(\.lines).dropFirst())
    }

    /// One route with one send to `books`.
    static let one = route(
        #"{ "to": "books", "call": "update", "with": { "id": "{{ event.lead }}", "#
            + #""status": "{{ event.body.status }}", "price": "{{ event.body.?price }}" } }"#
    )

    static func route(_ send: String, _ more: String = "") -> String {
        #"[{ "name": "deal", "from": "crm", "on": "deal", \#(more) "send": [\#(send)] }]"#
    }

    static let event = #""event": { "type": "deal", "id": "e1", "lead": "l 1", "status": "won", "price": 5000 }"#
}
