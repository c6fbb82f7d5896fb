import CivilTime
import JSON
import RelayMocks
import Testing

@Suite("Leadping's stand-in")
struct LeadpingMockTests {
    static let bearer = MockHeader("Authorization", "Bearer sk_1")
    private static let source = MockHeader("Authorization", "Bearer lp_src_1")

    /// Lead `own` has an opt-out and a tag; `foreign` belongs to another user.
    static func mock(_ change: (inout LeadpingMock.Settings) -> Void = { _ in }) -> LeadpingMock {
        var settings = LeadpingMock.Settings()
        change(&settings)
        let profile = """
            {"metadata":{"trustedFormUrl":"https://cert","smsOptedOut":true,"price":9.50},
            "contact":{"firstName":"Ada","email":"ada@example.com"},"customer":{},"enabled":true}
            """
        let tag = LeadpingTag(id: "tag_1", name: "Hot")
        let leads = [("own", true), ("foreign", false)].compactMap { id, isOwned in
            LeadpingLead(id: id, profile: profile, tags: [tag], isOwned: isOwned, createdAt: .noon)
        }
        return LeadpingMock(settings: settings, people: 0, leads: leads, tags: [tag])
    }

    private static func puts(_ what: String, _ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(what, "PUT", "/leads/own", sending: body, key: bearer, status, telling)
    }

    private static func setsStatus(_ what: String, _ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(what, "PUT", "/leads/own/status", sending: body, key: bearer, status, telling)
    }

    /// A lead as the current document wants it, with members more in its metadata and at its top.
    private static func lead(metadata: String = "", more: String = "") -> String {
        #"{"metadata":{"trustedFormUrl":"u"\#(metadata)},"contact":{},"customer":{},"tagIds":[],"tagNames":[]\#(more)}"#
    }

    private static let leads = [
        puts("the least that is required", lead(), 200, #""metadata":{"trustedFormUrl":"u"}"#),
        puts("no metadata", #"{"contact":{},"customer":{},"tagIds":[],"tagNames":[]}"#, 400, "field: metadata"),
        puts(
            "no tag names",
            #"{"metadata":{"trustedFormUrl":"u"},"contact":{},"customer":{},"tagIds":[]}"#,
            400,
            "tagNames"
        ),
        puts(
            "no trusted form",
            #"{"metadata":{},"contact":{},"customer":{},"tagIds":[],"tagNames":[]}"#,
            400,
            "metadata.trustedFormUrl"
        ),
        puts("a price as text", lead(metadata: #","price":"9""#), 400, "metadata.price must be a number"),
        puts("a source's metadata", lead(metadata: #","sourceMetadata":{"a":[1]}"#), 200, #"{"a":[1]}"#),
        puts(
            "a source's metadata that is a number",
            lead(metadata: #","sourceMetadata":5"#),
            400,
            "metadata.sourceMetadata must be an object"
        ),
        puts("a price as number keeps its digits", lead(metadata: #","price":9.50"#), 200, #""price":9.50"#),
        puts(
            "a price as truth",
            lead(metadata: #","price":true"#),
            400,
            "metadata.price must be a number"
        ),
        puts(
            "an opt-out that is text",
            lead(metadata: #","smsOptedOut":"yes""#),
            400,
            "metadata.smsOptedOut must be a boolean"
        ),
        puts("a moment that is none", lead(metadata: #","smsOptOutAt":"yesterday""#), 400, "must be a date-time"),
        puts(
            "metadata that no document names",
            lead(metadata: #","colour":"red""#),
            400,
            "Unknown field: metadata.colour"
        ),
        puts("a status", lead(more: #","status":"won""#), 400, "Unknown field: status"),
        puts(
            "a read-only field",
            lead(more: #","modifiedAt":"2024-02-24T12:00:00Z""#),
            400,
            "Unknown field: modifiedAt"
        ),
        puts("tags as a GET shows them", lead(more: #","tags":[]"#), 400, "Unknown field: tags"),
        puts("its own id", lead(more: #","id":"own""#), 200, #""id":"own""#),
        puts("another id", lead(more: #","id":"foreign""#), 400, "id must be the id in the path"),
        puts("a null for enabled", lead(more: #","enabled":null"#), 200, #""enabled":false"#),
        puts("invalid JSON", "{", 400, #""title":"Bad Request","status":400"#),
    ]

    private static let statuses = [
        setsStatus(
            "type and outcome",
            #"{"type":"Call","outcome":"Sold"}"#,
            200,
            #""leadId":"own","type":"Call","outcome":"Sold""#
        ),
        setsStatus("no outcome", #"{"type":"Call"}"#, 400, "Missing required field: outcome"),
        setsStatus("an empty type", #"{"type":"","outcome":"Sold"}"#, 400, "type must be"),
        setsStatus(
            "a category",
            #"{"type":"a","outcome":"b","category":"Converted"}"#,
            200,
            #""category":"Converted""#
        ),
        setsStatus("a category of others", #"{"type":"a","outcome":"b","category":"Won"}"#, 400, "Open, Qualified"),
        setsStatus(
            "a source of the change",
            #"{"type":"a","outcome":"b","changeSource":"API"}"#,
            200,
            #""changeSource":"API""#
        ),
        setsStatus(
            "an unknown source",
            #"{"type":"a","outcome":"b","changeSource":"api"}"#,
            400,
            "changeSource must be"
        ),
        setsStatus(
            "a field that no document names",
            #"{"type":"a","outcome":"b","status":"x"}"#,
            400,
            "Unknown field: status"
        ),
    ]

    private static let envelopes = [
        Asked("no token", "GET", "/leads/own", key: nil, 401, #""title":"Unauthorized""#),
        Asked("an API key header", "GET", "/leads/own", key: MockHeader("X-API-Key", "k"), 401, "bearer"),
        Asked("basic credentials", "GET", "/leads/own", key: MockHeader("Authorization", "Basic eA=="), 401, "bearer"),
        Asked(
            "a source's key",
            "GET",
            "/leads/own",
            key: MockHeader("Authorization", "Bearer lp_src_1"),
            403,
            "source key"
        ),
        Asked("a lead", "GET", "/leads/own", key: bearer, 200, #""normalizedName":"hot""#),
        Asked("a lead of another user", "GET", "/leads/foreign", key: bearer, 401, "The user does not own this lead."),
        Asked("a change to a lead of another user", "PUT", "/leads/foreign", sending: lead(), key: bearer, 401, "own"),
        Asked("a lead that is not there", "GET", "/leads/x", key: bearer, 404, #""status":404"#),
        Asked("intake, which is no lead", "GET", "/leads/intake", key: bearer, 501, "stand-in"),
        Asked("intake by a source", "POST", "/leads/intake", sending: "{}", key: source, 501, "stand-in"),
        Asked("leads by a source", "POST", "/leads", sending: "{}", key: source, 501, "stand-in"),
        Asked("intake without a token", "POST", "/leads/intake", sending: "{}", key: nil, 401, "bearer"),
        Asked("all changes", "POST", "/lead-status-changes/all/my", sending: "{}", key: bearer, 501, "stand-in"),
        Asked("a change", "GET", "/lead-status-changes/c1", key: bearer, 501, "stand-in"),
        Asked("a change made otherwise", "PUT", "/lead-status-changes/c1", sending: "{}", key: bearer, 501, ""),
        Asked("a change taken away", "DELETE", "/lead-status-changes/c1", key: bearer, 501, "stand-in"),
        Asked("all changes by a source", "POST", "/lead-status-changes/all/my", sending: "", key: source, 403, ""),
        Asked("a list of leads", "POST", "/leads/all/my", sending: "{}", key: bearer, 501, "stand-in"),
        Asked("a lead taken away", "DELETE", "/leads/own", key: bearer, 501, "stand-in"),
        Asked("a lead put away", "POST", "/leads/own/archive", key: bearer, 501, "stand-in"),
        Asked("a PATCH", "PATCH", "/leads/own", sending: "{}", key: bearer, 405, "Method Not Allowed"),
        Asked("a path with a version", "GET", "/v1/leads/own", key: bearer, 404, "title"),
    ]

    @Test(arguments: leads + statuses + envelopes)
    func `answers by the document`(asked: Asked) {
        asked.check(Self.mock())
    }

    @Test func `a PUT wipes what it omits, an opt-out too, and moves modifiedAt`() throws {
        var mock = Self.mock { $0.generation = .page }
        let later = Timestamp.noon.after(.seconds(5))
        let body = #"{"contact":{"firstName":"Bo"}}"#
        let answer = mock.send("PUT", "/leads/own", body, key: Self.bearer, at: later)
        #expect(answer.status == 200)
        let get = mock.answer(MockRequest("GET", "/leads/own", headers: [Self.bearer]), at: later)
        let lead = try JSONDocument(get.body).root
        #expect(lead["metadata"] == nil)
        #expect(lead["customer"] == nil)
        #expect(lead["contact"]?["email"] == nil)
        #expect(lead["contact"]?["firstName"]?.string == "Bo")
        #expect(lead["enabled"]?.bool == false)
        #expect(lead["tags"]?.count == 0)
        #expect(lead["modifiedAt"]?.string == "2024-02-24T12:00:05Z")
        #expect(lead["createdAt"]?.string == "2024-02-24T12:00:00Z")
    }

    @Test func `a refused PUT changes nothing`() {
        var mock = Self.mock()
        let request = MockRequest("GET", "/leads/own", headers: [Self.bearer])
        let before = mock.answer(request, at: .noon)
        #expect(mock.send("PUT", "/leads/own", Self.lead(more: #","x":1"#), key: Self.bearer).status == 400)
        #expect(mock.answer(request, at: .noon).body == before.body)
    }

    @Test func `the older document knows no coordinate in a request`() {
        let body = Self.lead().replacing("\"contact\":{}", with: #""contact":{"coordinate":{"latitude":1}}"#)
        var current = Self.mock()
        #expect(current.send("PUT", "/leads/own", body, key: Self.bearer).status == 200)
        var page = Self.mock { $0.generation = .page }
        #expect(page.send("PUT", "/leads/own", body, key: Self.bearer).status == 400)
    }

    @Test func `the older document has figures as texts, the current one as numbers`() {
        let (text, number) = (#"{"customer":{"income":"abc"}}"#, #"{"customer":{"income":1}}"#)
        var page = Self.mock { $0.generation = .page }
        #expect(page.send("PUT", "/leads/own", text, key: Self.bearer).status == 200)
        #expect(page.send("PUT", "/leads/own", number, key: Self.bearer).status == 400)
        var current = Self.mock()
        let whole = { (customer: String) in
            Self.lead().replacing("\"customer\":{}", with: customer.dropFirst().dropLast())
        }
        #expect(current.send("PUT", "/leads/own", whole(text), key: Self.bearer).status == 400)
        #expect(current.send("PUT", "/leads/own", whole(number), key: Self.bearer).status == 200)
    }

    @Test func `tags come by id and by name, and a new name becomes a tag`() throws {
        var mock = Self.mock()
        let body = Self.lead().replacing(
            #""tagIds":[],"tagNames":[]"#,
            with: #""tagIds":["tag_1"],"tagNames":["HOT","New"]"#
        )
        let lead = try JSONDocument(mock.send("PUT", "/leads/own", body, key: Self.bearer).body).root
        #expect(lead["tags"]?.elements.map { $0["name"]?.string } == ["Hot", "New"])
        let unknown = body.replacing("tag_1", with: "tag_2")
        #expect(mock.send("PUT", "/leads/own", unknown, key: Self.bearer).status == 400)
    }

    @Test func `each status change is an entry of its own, also a repeated one`() throws {
        var mock = Self.mock()
        let body = #"{"type":"a","outcome":"Sold"}"#
        for _ in 0..<2 { _ = mock.send("PUT", "/leads/own/status", body, key: Self.bearer) }
        let history = mock.answer(MockRequest("GET", "/leads/own/status-history", headers: [Self.bearer]), at: .noon)
        let entries = try JSONDocument(history.body).root.elements.map { $0 }
        #expect(entries.count == 2)
        #expect(entries[1]["oldLeadStatusId"]?.string == entries[0]["id"]?.string)
        let lead = mock.answer(MockRequest("GET", "/leads/own", headers: [Self.bearer]), at: .noon)
        #expect(lead.text.contains(#""currentLeadStatus":{"#))
    }

    @Test func `of a lead's history the newest hundred changes are kept`() throws {
        var mock = Self.mock { $0.requestsPerMinute = 1000 }
        for number in 1...250 {
            let body = #"{"type":"a","outcome":"\#(number)"}"#
            #expect(mock.send("PUT", "/leads/own/status", body, key: Self.bearer).status == 200)
        }
        let kept = mock.leads.first { $0.id == "own" }?.statusHistory ?? []
        #expect(kept.map(\.outcome) == (151...250).map { "\($0)" })
    }

    @Test func `a minute takes three hundred requests, and the next says when to come back`() {
        var mock = Self.mock()
        let request = MockRequest("GET", "/leads/own", headers: [Self.bearer])
        let statuses = (0..<300).map { _ in mock.answer(request, at: .noon).status }
        #expect(Set(statuses) == [200])
        let refused = mock.answer(request, at: .noon.after(.milliseconds(18_500)))
        #expect(refused.status == 429)
        #expect(refused.header("Retry-After") == "42")
        #expect(refused.header("Content-Type") == "application/problem+json")
        #expect(mock.answer(request, at: .noon.after(.seconds(60))).status == 200)
    }

    @Test func `a 401 names its scheme, and the promise of Retry-After can be left out`() {
        var mock = Self.mock { $0.sendsRetryAfter = false }
        let unauthorized = mock.answer(MockRequest("GET", "/leads/own"), at: .noon)
        #expect(unauthorized.header("WWW-Authenticate")?.hasPrefix("Bearer resource_metadata=") == true)
        #expect(unauthorized.header("Content-Type") == "application/json")
        let request = MockRequest("GET", "/leads/own", headers: [Self.bearer])
        let answers = (0...300).map { _ in mock.answer(request, at: .noon) }
        #expect(answers.last?.status == 429)
        #expect(answers.last?.header("Retry-After") == nil)
    }
}
