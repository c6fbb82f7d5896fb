import RelayMocks
import Testing

/// Sentences of "Update Lead", in the order in which they stand there.
@Suite("Octanist's document says:")
struct OctanistDocumentTests {
    private static func patch(_ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(body, "PATCH", "/api/leads", sending: body, status, telling)
    }

    private static func kept(_ telling: String) -> Asked {
        Asked("what is kept", "GET", "/api/leads/lead_abc123", 200, telling)
    }

    private static let rows = [
        Said(
            "At least one identifier is required.",
            patch(#"{"status":"won"}"#, 400, "id, email, or phone is required")
        ),
        Said(
            "id: highest priority match.",
            patch(#"{"id":"lead_abc123","email":"x","phone":"y"}"#, 200, "lead_abc123")
        ),
        Said("email: second.", patch(#"{"email":"john@example.com","phone":"y"}"#, 200, "lead_abc123")),
        Said("phone: third.", patch(#"{"phone":"+1234567890"}"#, 200, "lead_abc123")),
        Said(
            "A stale id is no way to a right e-mail.",
            patch(#"{"id":"x","email":"john@example.com"}"#, 404, "NOT_FOUND")
        ),
        Said(
            "A stale e-mail is no way to a right phone.",
            patch(#"{"email":"x","phone":"+1234567890"}"#, 404, "NOT_FOUND")
        ),
        Said("id is a string.", patch(#"{"id":123}"#, 400, "VALIDATION_ERROR")),
        Said("status: qualified.", patch(#"{"id":"lead_abc123","status":"qualified"}"#, 200, #""leadsUpdated":1"#)),
        Said("status: won.", patch(#"{"id":"lead_abc123","status":"won"}"#, 200, #""leadsUpdated":1"#)),
        Said("status: lost.", patch(#"{"id":"lead_abc123","status":"lost"}"#, 200, #""leadsUpdated":1"#)),
        Said("And no other: there is no way back.", patch(#"{"id":"lead_abc123","status":"open"}"#, 400, "one of")),
        Said(
            "changedTo: the same values.",
            patch(#"{"id":"lead_abc123","changedTo":"open"}"#, 400, "changedTo must be")
        ),
        Said(
            "status takes precedence.",
            after: [patch(#"{"id":"lead_abc123","status":"won","changedTo":"lost"}"#, 200, "")],
            kept(#""status":"won""#)
        ),
        Said(
            "Strings are converted to numbers.",
            after: [patch(#"{"id":"lead_abc123","value":"5000"}"#, 200, "")],
            kept(#""value":5000"#)
        ),
        Said("Which takes numeric strings.", patch(#"{"id":"lead_abc123","value":"5.000,00"}"#, 400, "value must be")),
        Said(
            "lossReason: only used when status is lost.",
            after: [patch(#"{"id":"lead_abc123","status":"won","lossReason":"price"}"#, 200, "")],
            kept(#""lossReason":null"#)
        ),
        Said(
            "lossReason, with lost.",
            after: [patch(#"{"id":"lead_abc123","status":"lost","lossReason":"price"}"#, 200, "")],
            kept(#""lossReason":"price""#)
        ),
        Said(
            "note: to attach to the lead.",
            after: [patch(#"{"id":"lead_abc123","note":"n"}"#, 200, "")],
            kept(#"["n"]"#)
        ),
        Said("400: invalid JSON.", patch("{", 400, #""code":"VALIDATION_ERROR""#)),
        Said(
            "401: missing API key.",
            Asked("no key", "PATCH", "/api/leads", sending: "{}", key: nil, 401, #""code":"UNAUTHORIZED""#)
        ),
        Said("404: no lead found matching.", patch(#"{"email":"nobody@example.com"}"#, 404, #""code":"NOT_FOUND""#)),
        Said("409: multiple leads match.", patch(#"{"email":"two@example.com"}"#, 409, #""code":"CONFLICT""#)),
        Said("The answer has meta.", patch(#"{"id":"lead_abc123"}"#, 200, #""meta":{"requestId":"req_"#)),
    ]

    @Test(arguments: rows)
    func `a sentence, which the stand-in keeps to`(said: Said) {
        said.check(OctanistMockTests.mock())
    }

    @Test func `if bulk updates are allowed, all matching leads are updated`() {
        let asked = Self.patch(#"{"email":"two@example.com","status":"won"}"#, 200, #""leadsUpdated":2"#)
        asked.check(OctanistMockTests.mock { $0.updatesAllMatches = true })
    }
}
