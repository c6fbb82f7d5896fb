import CEL
import JSON
import RelayAuthoring
import RelayRoutes
import RelayTesting

/// Route tables in which the destination `books` writes a record only as a whole.
enum MergingTable {
    static let send = #"{ "to": "books", "call": "write", "with": { "id": "{{ event.lead }}", "status": "won" } }"#

    static func text(tests: String = "[]") -> String {
        let write = #"""
            "write": { "method": "PUT", "path": "/leads/{id}", "fields": {
              "id": { "in": "path", "required": true }, "status": { "in": "body" } },
              "merge": { "read": "read", "derived": [{ "name": "tagIds", "from": "tags", "taking": "id" }],
                "protected": ["consent"] } },
            """#
        return TestedTable.text(routes: TestedTable.route(send), tests: tests)
            .replacing("\"calls\": {", with: "\"calls\": { \(write)")
    }

    static func make() throws -> RouteTable { try TestedTable.make(text()) }

    static func sample(records: [String: JSONValue] = [:]) throws -> SampleEvent {
        let body = try json(#"{ "type": "deal", "id": "e1", "lead": "l1" }"#)
        return SampleEvent(label: "it", source: "crm", body: body, records: records)
    }
}
