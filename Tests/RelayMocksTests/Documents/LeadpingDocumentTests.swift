import RelayMocks
import Testing

/// What the page of `PUT /leads/{id}` and the current OpenAPI document say.
@Suite("Leadping's documents say:")
struct LeadpingDocumentTests {
    private static let bearer = MockHeader("Authorization", "Bearer sk_1")

    private static func put(_ path: String, _ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(body, "PUT", path, sending: body, key: bearer, status, telling)
    }

    private static func get(_ path: String, _ status: Int, _ telling: String, key: MockHeader? = bearer) -> Asked {
        Asked(path, "GET", path, key: key, status, telling)
    }

    private static func lead(
        metadata: String = #"{"trustedFormUrl":"u"}"#,
        contact: String = "{}",
        customer: String = "{}",
        more: String = ""
    ) -> String {
        #"{"metadata":\#(metadata),"contact":\#(contact),"customer":\#(customer),"tagIds":[],"tagNames":[]\#(more)}"#
    }

    private static func writes(_ sentence: String, _ body: String, _ status: Int, _ telling: String) -> Said {
        Said(sentence, put("/leads/own", body, status, telling))
    }

    private static func sets(_ sentence: String, _ body: String, _ status: Int, _ telling: String) -> Said {
        Said(sentence, put("/leads/own/status", body, status, telling))
    }

    private static let records = [
        writes("metadata is required.", #"{"contact":{},"customer":{},"tagIds":[],"tagNames":[]}"#, 400, "metadata"),
        writes("metadata requires trustedFormUrl.", lead(metadata: "{}"), 400, "metadata.trustedFormUrl"),
        writes("There is no status property.", lead(more: #","status":"won""#), 400, "Unknown field: status"),
        writes("Status is response-only.", lead(more: #","currentLeadStatus":{}"#), 400, "Unknown field"),
        writes("tags are response-only.", lead(more: #","tags":[]"#), 400, "Unknown field: tags"),
        writes("createdAt is response-only.", lead(more: #","createdAt":"2023-11-07T05:31:56Z""#), 400, "createdAt"),
        writes("isHomeowner is a boolean.", lead(customer: #"{"isHomeowner":"yes"}"#), 400, "customer.isHomeowner"),
        writes("birthDate is a date.", lead(customer: #"{"birthDate":"25.12.2023"}"#), 400, "must be a date"),
        writes("income is a number.", lead(customer: #"{"income":"1"}"#), 400, "customer.income must be a number"),
        writes("income may be null.", lead(customer: #"{"income":null}"#), 200, #""customer":{"income":null}"#),
        writes("phone is an object.", lead(contact: #"{"phone":"+33123456789"}"#), 400, "contact.phone must be"),
        writes(
            "smsOptedOut is a boolean.",
            lead(metadata: #"{"trustedFormUrl":"u","smsOptedOut":1}"#),
            400,
            "smsOptedOut"
        ),
        writes("tagIds is a list.", lead().replacing(#""tagIds":[]"#, with: #""tagIds":"t""#), 400, "tagIds must be"),
        Said(
            "Whole objects replace: an opt-out that is left out is gone.",
            after: [put("/leads/own", lead(), 200, "")],
            get("/leads/own", 200, #""metadata":{"trustedFormUrl":"u"},"contact":{}"#)
        ),
        writes(
            "A coordinate may be in a request now.",
            lead(contact: #"{"coordinate":{"latitude":1}}"#),
            200,
            "latitude"
        ),
    ]

    private static let statuses = [
        sets("type is required.", #"{"outcome":"Sold"}"#, 400, "Missing required field: type"),
        sets("outcome is required.", #"{"type":"Status"}"#, 400, "Missing required field: outcome"),
        sets(
            "category is one of six.",
            #"{"type":"a","outcome":"b","category":"Won"}"#,
            400,
            "Open, Qualified, Converted"
        ),
        sets("changeSource is one of five.", #"{"type":"a","outcome":"b","changeSource":"Robot"}"#, 400, "User, AI"),
        sets("timestamp is a date-time.", #"{"type":"a","outcome":"b","timestamp":"now"}"#, 400, "timestamp must be"),
        sets(
            "The answer names the lead.",
            #"{"type":"a","outcome":"b"}"#,
            200,
            #""leadId":"own","type":"a","outcome":"b""#
        ),
        Said(
            "It sets the current status.",
            after: [put("/leads/own/status", #"{"type":"a","outcome":"Sold"}"#, 200, "")],
            get("/leads/own", 200, #""outcome":"Sold""#)
        ),
        Said(
            "And records history.",
            after: [put("/leads/own/status", #"{"type":"a","outcome":"Sold","notes":"by phone"}"#, 200, "")],
            get("/leads/own/status-history", 200, #""notes":"by phone""#)
        ),
    ]

    private static let envelopes = [
        Said("Authorization: Bearer.", get("/leads/own", 401, "bearer token", key: MockHeader("X-API-Key", "sk_1"))),
        Said(
            "lp_src_ keys are for taking leads in.",
            get("/leads/own", 403, "status\":403", key: MockHeader("Authorization", "Bearer lp_src_1"))
        ),
        Said("401: the user does not own this lead.", get("/leads/foreign", 401, "The user does not own this lead")),
        Said(
            "404 is a ProblemDetails.",
            get("/leads/x", 404, #"{"type":"about:blank","title":"Not Found","status":404,"#)
        ),
        Said("GET /leads/intake is no lead.", get("/leads/intake", 501, "stand-in")),
        Said("Paths are unversioned.", get("/v1/leads/own", 404, "No such endpoint")),
    ]

    @Test(arguments: records + statuses + envelopes)
    func `a sentence, which the stand-in keeps to`(said: Said) {
        said.check(LeadpingMockTests.mock())
    }
}
