import RelayMocks
import Testing

/// Sentences of "Update Lead Status" and "Get Lead", in the order in which they stand there.
@Suite("LeadTrackr's documents say:")
struct LeadTrackrDocumentTests {
    private static func post(_ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(body, "POST", "/api/leads/updateLeadStatus", sending: body, status, telling)
    }

    private static func get(_ query: String, _ status: Int, _ telling: String) -> Asked {
        Asked(query, "GET", "/api/leads/getLead?" + query, status, telling)
    }

    private static let lost = post(#"{"leadId":42,"conversionId":"lost"}"#, 201, "pending")
    private static let label = LeadTrackrMockTests.label

    private static let identifying = [
        Said("At least one is required.", post(#"{"conversionId":"lost"}"#, 400, "is required")),
        Said(
            "Priority 1: leadId.",
            post(#"{"leadId":42,"uniqueIdentifier":"x","conversionId":"lost"}"#, 201, #""leadId":42"#)
        ),
        Said(
            "Priority 2: uniqueIdentifier.",
            post(
                #"{"uniqueIdentifier":"crm-lead-456","email":"two@example.com","conversionId":"lost"}"#,
                201,
                #""leadId":42"#
            )
        ),
        Said(
            "Priority 3: email.",
            post(#"{"email":"two@example.com","phone":"+31612345678","conversionId":"lost"}"#, 201, #""leadId":44"#)
        ),
        Said("Priority 4: phone.", post(#"{"phone":"+31612345678","conversionId":"lost"}"#, 201, #""leadId":42"#)),
        Said(
            "Only the highest-priority identifier is used: a stale leadId is no way to a right e-mail.",
            post(#"{"leadId":7,"email":"a@example.com","conversionId":"lost"}"#, 404, "Lead not found")
        ),
        Said(
            "The others are ignored: a stale uniqueIdentifier is no way to a right phone.",
            post(#"{"uniqueIdentifier":"x","phone":"+31612345678","conversionId":"lost"}"#, 404, "Lead not found")
        ),
        Said(
            "The others are ignored: a stale e-mail is no way to a right phone.",
            post(#"{"email":"x@example.com","phone":"+31612345678","conversionId":"lost"}"#, 404, "Lead not found")
        ),
        Said("leadId is a number.", post(#"{"leadId":"42","conversionId":"lost"}"#, 400, "leadId must be a number")),
        Said("email is a string.", post(#"{"email":1,"conversionId":"lost"}"#, 400, "email must be a string")),
        Said("phone is a string.", post(#"{"phone":31612345678,"conversionId":"lost"}"#, 400, "phone must be")),
        Said(
            "uniqueIdentifier is a string.",
            post(#"{"uniqueIdentifier":456,"conversionId":"lost"}"#, 400, "uniqueIdentifier must be")
        ),
    ]

    private static let updating = [
        Said("conversionId is required.", post(#"{"leadId":42}"#, 400, "Missing required field: conversionId")),
        Said("conversionId is a string.", post(#"{"leadId":42,"conversionId":5}"#, 400, "conversionId must be")),
        Said("It is a label's UUID.", post(#"{"leadId":42,"conversionId":"\#(label)"}"#, 201, #""queued":true"#)),
        Said("Or a special value: no other word.", post(#"{"leadId":42,"conversionId":"won"}"#, 400, "conversionId")),
        Said("open: no job is queued.", post(#"{"leadId":42,"conversionId":"open"}"#, 200, #""queued":false"#)),
        Said("lost: queued for processing.", lost),
        Said(
            "price is in cents: a number.",
            post(#"{"leadId":42,"conversionId":"lost","price":"50.00"}"#, 400, "price must be")
        ),
        Said(
            "It must be non-negative.",
            post(#"{"leadId":42,"conversionId":"lost","price":-5000}"#, 400, "non-negative number")
        ),
        Said("Zero is not negative.", post(#"{"leadId":42,"conversionId":"lost","price":0}"#, 201, "pending")),
        Said(
            "If provided, the lead's price is updated.",
            after: [post(#"{"leadId":42,"conversionId":"open","price":5000}"#, 200, "open")],
            get("leadId=42", 200, #""price":5000"#)
        ),
        Said(
            "uniqueIdentifier is null if not set.",
            post(#"{"leadId":43,"conversionId":"open"}"#, 200, #"Identifier":null"#)
        ),
        Said("warnings tell of missing data.", post(#"{"leadId":43,"conversionId":"lost"}"#, 201, #""field":"gclid""#)),
        Said("warnings is there without any.", post(#"{"leadId":42,"conversionId":"lost"}"#, 201, #""warnings":[]"#)),
        Said(
            "A pending job: 409 Conflict.",
            after: [lost],
            post(#"{"leadId":42,"conversionId":"\#(label)"}"#, 409, "message")
        ),
        Said(
            "A pending job: 409, by whichever identifier.",
            after: [lost],
            post(#"{"email":"a@example.com","conversionId":"lost"}"#, 409, "pending job")
        ),
    ]

    private static let reading = [
        Said("If multiple are provided, leadId counts.", get("email=two%40example.com&leadId=42", 200, #""id":42"#)),
        Said("Only the highest-priority one is used.", get("email=two%40example.com&leadId=7", 404, "Lead not found")),
        Said("Of several matches the newest.", get("email=two%40example.com", 200, #""id":44"#)),
        Said("The message is Lead retrieved.", get("leadId=42", 200, #"{"message":"Lead retrieved","lead":{"id":42,"#)),
        Said(
            "401: Missing X-API-Key header.",
            Asked("no key", "GET", "/api/leads/getLead?leadId=42", key: nil, 401, "Missing X-API-Key header")
        ),
    ]

    @Test(arguments: identifying + updating + reading)
    func `a sentence, which the stand-in keeps to`(said: Said) {
        said.check(LeadTrackrMockTests.mock { $0.jobDuration = .seconds(60) })
    }
}
