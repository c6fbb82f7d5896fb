import CivilTime
import RelayMocks
import Testing

@Suite("LeadTrackr's stand-in")
struct LeadTrackrMockTests {
    static let label = "a1b2c3d4-e5f6-7890-abcd-ef1234567890"
    private static let update = "/api/leads/updateLeadStatus"

    /// Lead 42 is as in the document's example; 43 and 44 share an e-mail, and 44 is the newer one.
    static func mock(_ change: (inout LeadTrackrMock.Settings) -> Void = { _ in }) -> LeadTrackrMock {
        var settings = LeadTrackrMock.Settings()
        change(&settings)
        var full = LeadTrackrLead(
            id: 42,
            email: "a@example.com",
            phone: "+31612345678",
            uniqueIdentifier: "crm-lead-456",
            gclid: "g",
            createdAt: .noon
        )
        full.cid = "1.2"
        let old = LeadTrackrLead(id: 43, email: "two@example.com", createdAt: .noon)
        let new = LeadTrackrLead(id: 44, email: "two@example.com", createdAt: .noon.after(.seconds(1)))
        return LeadTrackrMock(settings: settings, people: 0, leads: [full, new, old])
    }

    private static func posts(_ what: String, _ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(what, "POST", update, sending: body, status, telling)
    }

    private static let identifying = [
        posts(
            "the document's example",
            #"{"leadId":42,"conversionId":"\#(label)","price":5000}"#,
            201,
            #"{"message":"Lead queued for processing","leadId":42,"uniqueIdentifier":"crm-lead-456","status":"pending","queued":true,"warnings":[]}"#
        ),
        posts(
            "a unique identifier",
            #"{"uniqueIdentifier":"crm-lead-456","conversionId":"lost"}"#,
            201,
            #""leadId":42"#
        ),
        posts("an e-mail", #"{"email":"a@example.com","conversionId":"lost"}"#, 201, #""leadId":42"#),
        posts("a phone", #"{"phone":"+31612345678","conversionId":"lost"}"#, 201, #""leadId":42"#),
        posts("a phone in another spelling", #"{"phone":"0612345678","conversionId":"lost"}"#, 404, "message"),
        posts(
            "a shared e-mail: the newest",
            #"{"email":"two@example.com","conversionId":"lost"}"#,
            201,
            #""leadId":44"#
        ),
        posts(
            "a stale id beside a right e-mail",
            #"{"leadId":7,"email":"a@example.com","conversionId":"lost"}"#,
            404,
            #"{"message":"Lead not found"}"#
        ),
        posts(
            "a stale unique identifier beside a right phone",
            #"{"uniqueIdentifier":"x","phone":"+31612345678","conversionId":"lost"}"#,
            404,
            "Lead not found"
        ),
        posts(
            "a right id beside a wrong e-mail, which is ignored",
            #"{"leadId":42,"email":"x@example.com","conversionId":"lost"}"#,
            201,
            #""leadId":42"#
        ),
        posts("an id with a fraction of zero", #"{"leadId":42.0,"conversionId":"lost"}"#, 201, #""leadId":42"#),
        posts("no identifier", #"{"conversionId":"lost"}"#, 400, "At least one of leadId"),
        posts("an id as text", #"{"leadId":"42","conversionId":"lost"}"#, 400, "leadId must be a number"),
        posts("an empty e-mail", #"{"email":"","conversionId":"lost"}"#, 400, "email must be"),
        posts("a null e-mail", #"{"leadId":42,"email":null,"conversionId":"lost"}"#, 400, "email must be"),
    ]

    private static let bodies = [
        posts("open", #"{"leadId":42,"conversionId":"open"}"#, 200, #""status":"open","queued":false"#),
        posts("open's message", #"{"leadId":42,"conversionId":"open"}"#, 200, "Lead status updated to open"),
        posts("no conversion", #"{"leadId":42}"#, 400, "Missing required field: conversionId"),
        posts("a conversion that is no label", #"{"leadId":42,"conversionId":"won"}"#, 400, "conversionId must be"),
        posts("a capital OPEN", #"{"leadId":42,"conversionId":"OPEN"}"#, 400, "conversionId must be"),
        posts("a UUID cut short", #"{"leadId":42,"conversionId":"a1b2c3d4-e5f6"}"#, 400, "conversionId must be"),
        posts("a conversion as number", #"{"leadId":42,"conversionId":1}"#, 400, "conversionId must be a string"),
        posts("a price of zero", #"{"leadId":42,"conversionId":"lost","price":0}"#, 201, "pending"),
        posts(
            "a negative price",
            #"{"leadId":42,"conversionId":"lost","price":-1}"#,
            400,
            "price must be a non-negative"
        ),
        posts("a price past all doubles", #"{"leadId":42,"conversionId":"lost","price":1e400}"#, 400, "price must be"),
        posts("a price as text", #"{"leadId":42,"conversionId":"lost","price":"50"}"#, 400, "price must be"),
        posts(
            "a field that no document names",
            #"{"leadId":42,"conversionId":"lost","note":"x"}"#,
            400,
            "Unknown field: note"
        ),
        posts("a repeated field", #"{"leadId":42,"leadId":43,"conversionId":"lost"}"#, 400, "Invalid JSON"),
        posts("a body cut off", #"{"leadId":42,"#, 400, "Invalid JSON"),
        posts("a list", "[]", 400, "The body must be an object"),
        posts("an empty body", "", 400, "Invalid JSON"),
        posts("a lead without a click id", #"{"leadId":43,"conversionId":"lost"}"#, 201, #""field":"gclid""#),
    ]

    private static let envelopes = [
        Asked("no key", "POST", update, sending: "{}", key: nil, 401, #"{"message":"Missing X-API-Key header"}"#),
        Asked(
            "an empty key",
            "POST",
            update,
            sending: "{}",
            key: MockHeader("X-API-Key", ""),
            401,
            "Missing X-API-Key header"
        ),
        Asked("text instead of JSON", "POST", update, sending: "{}", type: "text/plain", 400, "Content-Type"),
        Asked("no content type", "POST", update, sending: "{}", type: nil, 400, "Content-Type"),
        Asked(
            "a content type with its charset",
            "POST",
            update,
            sending: #"{"leadId":42,"conversionId":"lost"}"#,
            type: "application/json; charset=utf-8",
            201,
            "pending"
        ),
        Asked("another method", "PATCH", update, sending: "{}", 405, "message"),
        Asked("another path", "POST", "/api/leads/updateStatus", sending: "{}", 404, "message"),
        Asked("a path that ends with a slash", "POST", update + "/", sending: "{}", 404, "message"),
        Asked("a lookup by e-mail", "GET", "/api/leads/getLead?email=two%40example.com", 200, #""id":44"#),
        Asked("a lookup by id", "GET", "/api/leads/getLead?leadId=42", 200, #""uniqueIdentifier":"crm-lead-456""#),
        Asked("a lookup of nothing", "GET", "/api/leads/getLead", 400, "required"),
        Asked("a lookup that finds none", "GET", "/api/leads/getLead?leadId=7", 404, "Lead not found"),
        Asked(
            "the first page",
            "GET",
            "/api/leads/getLeads?limit=2",
            200,
            #""total":3,"page":1,"limit":2,"totalPages":2,"hasMore":true"#
        ),
        Asked("the last page", "GET", "/api/leads/getLeads?limit=2&page=2", 200, #""hasMore":false"#),
        Asked("a page too large", "GET", "/api/leads/getLeads?limit=101", 400, "limit must be"),
        Asked("a filter that no document names", "GET", "/api/leads/getLeads?name=x", 400, "Unknown parameter: name"),
        Asked("a call without a documented form", "POST", "/api/leads/createServerSideLead", sending: "{}", 501, ""),
        Asked("that call without its key", "POST", "/api/leads/createServerSideLead", sending: "{}", key: nil, 401, ""),
        Asked("a call that wants no key", "POST", "/api/leads/createLead", sending: "{}", key: nil, 501, "message"),
    ]

    @Test(arguments: identifying + bodies + envelopes)
    func `answers by the document`(asked: Asked) {
        asked.check(Self.mock())
    }

    @Test func `a wrong key and an inactive subscription are told apart`() {
        let body = #"{"leadId":42,"conversionId":"lost"}"#
        var keyed = Self.mock { $0.key = "right" }
        #expect(keyed.send("POST", Self.update, body).text == #"{"message":"Invalid API key"}"#)
        #expect(keyed.send("POST", Self.update, body, key: MockHeader("x-api-key", "right")).status == 201)
        var unpaid = Self.mock { $0.isSubscriptionActive = false }
        #expect(unpaid.send("POST", Self.update, body).status == 403)
    }

    @Test func `a lead is pending until its job ends and refuses a second one`() {
        var mock = Self.mock { $0.jobDuration = .seconds(60) }
        let lost = #"{"leadId":42,"conversionId":"lost"}"#
        #expect(mock.send("POST", Self.update, lost).status == 201)
        #expect(mock.leads[0].status == "pending")
        #expect(mock.send("POST", Self.update, lost, at: .noon.after(.seconds(59))).status == 409)
        #expect(mock.send("POST", Self.update, #"{"leadId":42,"conversionId":"open"}"#).status == 409)
        #expect(mock.send("POST", Self.update, lost, at: .noon.after(.seconds(60))).status == 201)
    }

    @Test func `a job leaves a lost lead lost and another one open`() {
        var mock = Self.mock()
        _ = mock.send("POST", Self.update, #"{"leadId":42,"conversionId":"lost"}"#)
        _ = mock.send("POST", Self.update, #"{"leadId":43,"conversionId":"\#(Self.label)"}"#)
        _ = mock.send("POST", Self.update, "{}")
        #expect(mock.leads.map(\.status) == ["lost", "open", "open"])
    }

    @Test func `a price is kept in its own digits, and only of a request that is carried out`() {
        var mock = Self.mock { $0.jobDuration = .seconds(60) }
        _ = mock.send("POST", Self.update, #"{"leadId":42,"conversionId":"lost","price":50.50}"#)
        _ = mock.send("POST", Self.update, #"{"leadId":42,"conversionId":"lost","price":9}"#)
        #expect(mock.leads[0].price == "50.50")
    }

    @Test func `a label must be one of the project's once it has some`() {
        var mock = Self.mock { $0.labels = [Self.label] }
        #expect(mock.send("POST", Self.update, #"{"leadId":42,"conversionId":"\#(Self.label)"}"#).status == 201)
        let stranger = "00000000-0000-0000-0000-000000000000"
        #expect(mock.send("POST", Self.update, #"{"leadId":42,"conversionId":"\#(stranger)"}"#).status == 400)
    }

    @Test func `warnings name each platform that is skipped, at the time of the request`() {
        var mock = Self.mock()
        let text = mock.send("POST", Self.update, #"{"leadId":44,"conversionId":"lost"}"#).text
        #expect(text.contains(#""integration":"google_ads""#) && text.contains(#""integration":"ga4""#))
        #expect(!text.contains(#""integration":"meta""#))
        #expect(text.contains(#""timestamp":"2024-02-24T12:00:00.000Z""#))
    }
}
