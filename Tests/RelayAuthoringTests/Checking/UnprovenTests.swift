import CEL
import RelayAuthoring
import RelayRoutes
import RelayTesting
import Testing

@Suite("What a check cannot prove")
struct UnprovenTests {
    @Test(arguments: Unproven.all)
    func `is told, since some event of the schema breaks it`(unproven: Unproven) throws {
        let environment = try ExampleRoutes.environment()
        let report = CheckReport.make(Array(unproven.file.utf8), catalogue: .embedded, base: environment)
        let codes = report.findings.filter { !$0.code.isAboutMachine }.map(\.code.rawValue)
        #expect(codes.contains(unproven.code), "\(report.findings)")
        let proven = try #require(ProvenTable(unproven.file, environment, evenIfTold: true))
        let faults = try proven.outcome(of: unproven.event).faults
        #expect(faults != [])
    }
}

/// The smallest file for something that once was taken for proved, and an event that it fails for.
struct Unproven: CustomTestStringConvertible {
    let name: String
    /// What `x` in the event's body may be.
    var schema = #""type": ["string", "null"]"#
    var isRequired = true
    var when = "true"
    var lead = "body.id"
    let fields: String
    /// What it is; nil where it is missing.
    var x: String? = "null"
    let code: String

    var testDescription: String { name }

    var event: String {
        let member = x.map { #", "x": \#($0)"# } ?? ""
        return #"{ "type": "won", "id": "lead_1"\#(member) }"#
    }

    var file: String {
        """
        { "version": 1, "sources": { "crm": { "preset": "standard-webhooks", "secrets": [{ "env": "SECRET" }],
            "type": "body.type", "lead": "\(lead)", "events": { "*": {
              "type": "object", "required": ["type", "id"\(isRequired ? ", \"x\"" : "")],
              "properties": { "type": { "type": "string" }, "id": { "type": "string", "minLength": 1 },
                              "x": { \(schema) } } } } } },
          "destinations": { "octanist": { "api": "octanist", "key": { "env": "KEY" } } },
          "routes": [{ "name": "r", "from": "crm", "on": "*", "when": "\(when)",
            "send": [{ "to": "octanist", "call": "updateLead", "with": { \(fields) } }] }] }
        """
    }

    static let all = [
        Unproven(
            name: "a null that orValue() lets through",
            fields: #""note": "x", "id": "{{ event.body.?x.orValue('none') }}""#,
            code: "undecidable-identifier"
        ),
        Unproven(
            name: "a null in a text",
            fields: #""id": "{{ event.lead }}", "note": "Said: {{ event.body.x }}""#,
            code: "may-be-absent"
        ),
        Unproven(
            name: "a null for a function",
            fields: #""id": "{{ event.lead }}", "note": "{{ lower(event.body.x) }}""#,
            code: "may-be-absent"
        ),
        Unproven(
            name: "a null that was compared with null",
            fields: #""id": "{{ event.lead }}", "note": "{{ event.body.x == null ? lower(event.body.x) : 'x' }}""#,
            code: "may-be-absent"
        ),
        Unproven(
            name: "a null for a lead",
            lead: "body.x",
            fields: #""note": "x", "id": "{{ event.lead }}""#,
            code: "may-be-absent"
        ),
        Unproven(
            name: "an empty text for a lead",
            schema: #""type": "string""#,
            lead: "body.x",
            fields: #""note": "x", "id": "{{ event.lead }}""#,
            x: "\"\"",
            code: "unproven-presence"
        ),
        Unproven(
            name: "an empty text for an identifier",
            schema: #""type": "string""#,
            fields: #""note": "x", "id": "{{ event.body.x }}""#,
            x: "\"\"",
            code: "undecidable-identifier"
        ),
        Unproven(
            name: "a word that the API does not know",
            schema: #""type": "string""#,
            fields: #""id": "{{ event.lead }}", "status": "{{ event.body.x }}""#,
            x: "\"done\"",
            code: "unproven-value"
        ),
        Unproven(
            name: "one of two types that the API does not take",
            schema: #""type": ["string", "integer"]"#,
            fields: #""id": "{{ event.lead }}", "note": "{{ event.body.x }}""#,
            x: "1",
            code: "unproven-value"
        ),
        Unproven(
            name: "a number too large to be computed with",
            schema: #""type": "integer""#,
            fields: #""id": "{{ event.lead }}", "value": "{{ event.body.x + 1 }}""#,
            x: "9223372036854775807",
            code: "unproven-value"
        ),
        Unproven(
            name: "two terms that read the same, of which none guards the other",
            isRequired: false,
            when: "event.body.x != '' && event.body.x != 'A'",
            fields: #""note": "x", "id": "{{ event.lead }}""#,
            x: nil,
            code: "may-be-absent"
        ),
    ]
}
