import RelayMocks
import Testing

/// What the page of `PATCH /v1/leads/{id}/status` says in its prose and in its schema, and what the newest document says.
@Suite("Sendpilot's documents say:")
struct SendpilotDocumentTests {
    private static func patch(_ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(body, "PATCH", "/v1/leads/lead_abc123/status", sending: body, status, telling)
    }

    private static let prose = [
        Said("The example.", patch(#"{"status":"OPPORTUNITY"}"#, 200, #""previousStatus":"REPLY_RECEIVED""#)),
        Said("NOT_INTERESTED: mark as not interested.", patch(#"{"status":"NOT_INTERESTED"}"#, 200, "NOT_INTERESTED")),
        Said("DONE: mark as completed.", patch(#"{"status":"DONE"}"#, 200, #""status":"DONE""#)),
        Said("No other option.", patch(#"{"status":"PENDING"}"#, 400, "OPPORTUNITY, NOT_INTERESTED, DONE")),
        Said("status is required.", patch("{}", 400, "Missing required field: status")),
        Said("status is a string.", patch(#"{"status":3}"#, 400, "status must be")),
        Said("There is no note.", patch(#"{"status":"DONE","note":"n"}"#, 400, "Unknown field: note")),
        Said(
            "updatedAt is an ISO 8601 timestamp.",
            patch(#"{"status":"DONE"}"#, 200, #""updatedAt":"2024-02-24T12:00:00.000Z""#)
        ),
        Said(
            "X-API-Key is required.",
            Asked("no key", "PATCH", "/v1/leads/lead_abc123/status", sending: "{}", key: nil, 401, "message")
        ),
    ]

    private static let schema = [
        Said("PENDING is an option.", patch(#"{"status":"PENDING"}"#, 200, #""success":true,"leadId":"lead_abc123""#)),
        Said("MESSAGE_SENT is an option.", patch(#"{"status":"MESSAGE_SENT"}"#, 200, "MESSAGE_SENT")),
        Said("OPPORTUNITY is none.", patch(#"{"status":"OPPORTUNITY"}"#, 400, "status must be one of")),
        Said("There is an optional note.", patch(#"{"status":"DONE","note":"n"}"#, 200, #""message":""#)),
        Said("note is a string.", patch(#"{"status":"DONE","note":5}"#, 400, "note must be a string")),
    ]

    private static let newest = [
        Said("MEETING_BOOKED is an option.", patch(#"{"status":"MEETING_BOOKED"}"#, 200, "MEETING_BOOKED")),
        Said("NOT_INTERESTED is none any more.", patch(#"{"status":"NOT_INTERESTED"}"#, 400, "status must be one of")),
        Said("It is one of customLeadStatus.", patch(#"{"customLeadStatus":"NOT_INTERESTED"}"#, 200, "success")),
        Said(
            "DONE is none of customLeadStatus.",
            patch(#"{"customLeadStatus":"DONE"}"#, 400, "customLeadStatus must be")
        ),
        Said(
            "At least one of the two is required.",
            patch("{}", 400, "At least one of status or customLeadStatus is required")
        ),
        Said(
            "404: Lead not found.",
            Asked("another", "PATCH", "/v1/leads/x/status", sending: #"{"status":"DONE"}"#, 404, "Lead not found")
        ),
        Said(
            "customLeadStatus is read with the lead.",
            after: [patch(#"{"customLeadStatus":"CLOSED"}"#, 200, "")],
            Asked("the lead", "GET", "/v1/leads/lead_abc123", 200, #""customLeadStatus":"CLOSED""#)
        ),
        Said("campaignId is required.", Asked("none", "GET", "/v1/leads", 400, "campaignId")),
        Said("At most 100 a page.", Asked("101", "GET", "/v1/leads?campaignId=c&limit=101", 400, "limit must be")),
    ]

    @Test(arguments: prose) func `a sentence of the prose, which the stand-in keeps to`(said: Said) {
        said.check(SendpilotMockTests.mock(.prose))
    }

    @Test(arguments: schema) func `a sentence of the schema, which the stand-in keeps to`(said: Said) {
        said.check(SendpilotMockTests.mock(.schema))
    }

    @Test(arguments: newest) func `a sentence of the newest, which the stand-in keeps to`(said: Said) {
        said.check(SendpilotMockTests.mock(.newest))
    }
}
