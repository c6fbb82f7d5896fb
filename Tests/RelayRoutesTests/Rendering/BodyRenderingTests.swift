import CEL
import JSON
import RelayCore
import RelayRoutes
import Testing

@Suite("The body of a request")
struct BodyRenderingTests {
    private static let event = #"""
        {"text":"won","number":12.50,"huge":123456789012345678901234567890,"exponent":1E+2,"truth":true,"nothing":null,
         "list":[1,2.0],"object":{"b":1,"a":[]},"odd":"a\"b\\c\u0001é","braces":"{{ event.id }}"}
        """#

    /// What a field of that template comes to, as one member of a body.
    private func body(_ template: String) throws -> String {
        let small = try SmallTable(
            to: "any",
            "go",
            with: #"{ "id": "x", "value": \#(template) }"#
        )
        return try small.body(for: SmallTable.event(Self.event))
    }

    @Test(arguments: [
        (#""plain""#, #""plain""#), ("5", "5"), ("5.0", "5.0"), (#""""#, #""""#),
        (#""{{ event.body.text }}""#, #""won""#), (#""{{ event.body.number }}""#, "12.50"),
        (#""{{ event.body.huge }}""#, "123456789012345678901234567890"), (#""{{ event.body.exponent }}""#, "1E+2"),
        (#""{{ event.body.truth }}""#, "true"), (#""{{ event.body.list }}""#, "[1,2.0]"),
        (#""{{ event.body.object }}""#, #"{"b":1,"a":[]}"#), (#""{{ 1 + 2 }}""#, "3"), (#""{{ 1.0 + 2.0 }}""#, "3.0"),
        (#""{{ event.body.?text }}""#, #""won""#), (#""{{ optional.of(optional.of(1)) }}""#, "1"),
        (#""is {{ event.body.text }}!""#, #""is won!""#),
        (#""{{ event.body.text }}{{ event.body.number }}""#, #""won12.50""#),
        (#""{{ event.body.truth }} {{ event.body.huge }}""#, #""true 123456789012345678901234567890""#),
        (#""{{ event.body.odd }}""#, #""a\"b\\c\u0001é""#), (#""<{{ event.body.odd }}>""#, #""<a\"b\\c\u0001é>""#),
        (#""{{ event.body.braces }}""#, #""{{ event.id }}""#),
        (#""- {{ event.body.braces }}""#, #""- {{ event.id }}""#),
        (#""{{ event.receivedAt }}""#, #""2026-02-20T18:39:49Z""#),
        (#""at {{ event.receivedAt }}""#, #""at 2026-02-20T18:39:49Z""#),
        (#""{{ '}}' + \"{{\" }}""#, #""}}{{""#), (#""{{ tables.label.lost }}""#, #""lost""#),
    ])
    func `keeps types and digits, and puts texts into texts`(template: String, value: String) throws {
        #expect(try body(template) == #"{"id":"x","value":\#(value)}"#)
    }

    @Test(arguments: [
        #""{{ event.body.nothing }}""#, #""{{ event.body.?absent }}""#, #""{{ optional.none() }}""#, "null",
        #""{{ optional.of(optional.none()) }}""#, #""{{ event.body.?nothing }}""#,
    ])
    func `leaves out what comes to nothing`(template: String) throws {
        #expect(try body(template) == #"{"id":"x"}"#)
    }

    @Test(arguments: [
        #""a {{ event.body.list }}""#, #""a {{ event.body.object }}""#, #""a {{ event.body.?absent }}""#,
        #""a {{ event.body.nothing }}""#, #""{{ event.body.absent }}""#, #""{{ type(1) }}""#, #""{{ 1 / 0 }}""#,
    ])
    func `is not made of what has no value or no text`(template: String) throws {
        let small = try SmallTable(to: "octanist", "updateLead", with: #"{ "id": "x", "value": \#(template) }"#)
        let failure = try #require(try small.failure(for: SmallTable.event(Self.event)))
        #expect(failure.code == .expression)
        #expect(failure.field == "value")
    }

    @Test func `may nest what is written and leaves out members that come to nothing`() throws {
        let template = #"""
            { "body": { "a": { "b": "{{ event.body.number }}", "c": "{{ event.body.?absent }}", "d": null },
                        "e": ["{{ event.body.text }}", "{{ event.body.?absent }}", { "f": "{{ event.body.list }}" }], "g": [] } }
            """#
        let small = try SmallTable(to: "endpoint", "request", with: template)
        let expected = #"{"a":{"b":12.50,"d":null},"e":["won",{"f":[1,2.0]}],"g":[]}"#
        #expect(try small.body(for: SmallTable.event(Self.event)) == expected)
    }

    @Test(arguments: [
        (
            "leadtrackr", "updateLeadStatus", #"{ "uniqueIdentifier": "u" }"#, RenderError.Code.missingField,
            "conversionId"
        ),
        (
            "leadtrackr", "updateLeadStatus",
            #"{ "uniqueIdentifier": "u", "conversionId": "{{ event.body.nothing }}" }"#,
            .missingField, "conversionId"
        ),
        (
            "leadtrackr", "updateLeadStatus", #"{ "email": "{{ event.body.?absent }}", "conversionId": "lost" }"#,
            .missingIdentifier, "leadId, uniqueIdentifier, email, phone"
        ),
        ("octanist", "updateLead", #"{ "status": "won" }"#, .missingIdentifier, "id, email, phone"),
        ("sendpilot", "updateStatus", #"{ "id": "x" }"#, .missingField, "status, customLeadStatus"),
        ("sendpilot", "updateStatus", #"{ "status": "DONE" }"#, .missingField, "id"),
        ("nowhere", "request", #"{ "body": 1 }"#, .noBase, ""),
    ])
    func `is refused without what the call needs`(
        destination: String,
        call: String,
        fields: String,
        code: RenderError.Code,
        field: String
    ) throws {
        let small = try SmallTable(to: destination, call, with: fields)
        let failure = try #require(try small.failure(for: SmallTable.event(Self.event)))
        #expect(failure.code == code)
        #expect(failure.field.hasPrefix(field), "\(failure)")
    }

    @Test(arguments: [("a@example.com", true), ("", false)])
    func `waits for the lookups before its condition is decided`(email: String, isSent: Bool) throws {
        let small = try SmallTable(
            to: "octanist",
            "updateLead",
            with: #"{ "email": "{{ lookup.lead.email }}", "status": "won" }"#,
            more: #", "if": "lookup.lead.email != ''""#
        )
        let event = try SmallTable.event()
        let lookups = ["lead": Value(try JSONDocument(#"{"id":"l","email":"\#(email)"}"#).root)]
        guard isSent else {
            #expect(throws: SmallTable.Skipped.self) { try small.request(for: event, lookups: lookups) }
            return
        }
        let body = try #require(try small.request(for: event, lookups: lookups).body)
        #expect(String(decoding: body, as: UTF8.self) == #"{"email":"a@example.com","status":"won"}"#)
        #expect(try small.failure(for: event)?.field == "if")
    }
}
