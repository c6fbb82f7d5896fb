import CivilTime
import RelayMocks
import Testing

@Suite("Octanist's stand-in")
struct OctanistMockTests {
    /// Two leads share an e-mail.
    static func mock(_ change: (inout OctanistMock.Settings) -> Void = { _ in }) -> OctanistMock {
        var settings = OctanistMock.Settings()
        change(&settings)
        let leads = [
            OctanistLead(id: "lead_abc123", email: "john@example.com", phone: "+1234567890", createdAt: .noon),
            OctanistLead(id: "lead_b", email: "two@example.com", createdAt: .noon),
            OctanistLead(id: "lead_c", email: "two@example.com", createdAt: .noon),
        ]
        return OctanistMock(settings: settings, people: 0, leads: leads)
    }

    private static func patches(_ what: String, _ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(what, "PATCH", "/api/leads", sending: body, status, telling)
    }

    private static let bodies = [
        patches(
            "an id",
            #"{"id":"lead_abc123","status":"won"}"#,
            200,
            #""data":{"leadId":"lead_abc123","leadsUpdated":1"#
        ),
        patches("an e-mail", #"{"email":"john@example.com","status":"lost"}"#, 200, "lead_abc123"),
        patches("a phone", #"{"phone":"+1234567890","status":"qualified"}"#, 200, "lead_abc123"),
        patches(
            "a stale id beside a right e-mail",
            #"{"id":"x","email":"john@example.com"}"#,
            404,
            #""code":"NOT_FOUND""#
        ),
        patches("a stale e-mail beside a right phone", #"{"email":"x","phone":"+1234567890"}"#, 404, "NOT_FOUND"),
        patches("an e-mail of two leads", #"{"email":"two@example.com"}"#, 409, #""code":"CONFLICT""#),
        patches("no identifier", #"{"status":"won"}"#, 400, #""code":"VALIDATION_ERROR""#),
        patches("an id that is a number", #"{"id":1}"#, 400, #""details":{"field":"id"}"#),
        patches("a status that cannot be set", #"{"id":"lead_abc123","status":"open"}"#, 400, "qualified, won, lost"),
        patches("a status in capitals", #"{"id":"lead_abc123","status":"WON"}"#, 400, "VALIDATION_ERROR"),
        patches("the older name of the status", #"{"id":"lead_abc123","changedTo":"won"}"#, 200, "lead_abc123"),
        patches("a wrong value under the older name", #"{"id":"lead_abc123","changedTo":"x"}"#, 400, "changedTo"),
        patches("a value as number", #"{"id":"lead_abc123","value":5000}"#, 200, "lead_abc123"),
        patches("a value as text", #"{"id":"lead_abc123","value":"49.90"}"#, 200, "lead_abc123"),
        patches("a value as text with blanks", #"{"id":"lead_abc123","value":" 5000 "}"#, 400, "value must be"),
        patches("a value behind a line's end", #"{"id":"lead_abc123","value":"\n7"}"#, 400, "value must be"),
        patches("a value past all doubles", #"{"id":"lead_abc123","value":1e400}"#, 400, "value must be"),
        patches("such a value as text", #"{"id":"lead_abc123","value":"1e400"}"#, 400, "value must be"),
        patches("a value that is no number", #"{"id":"lead_abc123","value":"much"}"#, 400, "value must be"),
        patches("a value of null", #"{"id":"lead_abc123","value":null}"#, 400, "value must be"),
        patches("a note that is a number", #"{"id":"lead_abc123","note":1}"#, 400, "note must be a string"),
        patches("a field that no document names", #"{"id":"lead_abc123","alsoQualified":true}"#, 400, "alsoQualified"),
        patches("invalid JSON", "{", 400, "VALIDATION_ERROR"),
        patches(
            "a reason without a loss",
            #"{"id":"lead_abc123","status":"won","lossReason":"x"}"#,
            200,
            "lead_abc123"
        ),
    ]

    private static let envelopes = [
        Asked(
            "no key",
            "PATCH",
            "/api/leads",
            sending: "{}",
            key: nil,
            401,
            #"{"success":false,"error":{"code":"UNAUTHORIZED""#
        ),
        Asked(
            "a bearer token",
            "PATCH",
            "/api/leads",
            sending: "{}",
            key: MockHeader("Authorization", "Bearer k"),
            401,
            "UNAUTHORIZED"
        ),
        Asked("an id in the path", "PATCH", "/api/leads/lead_abc123", sending: "{}", 405, "success"),
        Asked("a path without api", "PATCH", "/leads", sending: "{}", 404, "NOT_FOUND"),
        Asked("a lead", "GET", "/api/leads/lead_abc123", 200, #""phone":"+1234567890""#),
        Asked("a lead that is not there", "GET", "/api/leads/x", 404, "NOT_FOUND"),
        Asked("a check of the key", "POST", "/api/check", sending: "", 200, #""success":true"#),
        Asked("a check with an empty object", "POST", "/api/check", sending: "{}", 200, #""success":true"#),
        Asked("a check with a broken body", "POST", "/api/check", sending: #"{"x":1"#, 400, "Invalid JSON"),
        Asked("a check with a field", "POST", "/api/check", sending: #"{"x":1}"#, 400, "Unknown field: x"),
        Asked("spendings on ads", "POST", "/api/ad-spend", sending: "{}", 501, "does not model"),
        Asked("a look at spendings on ads", "GET", "/api/ad-spend", 501, "does not model"),
        Asked(
            "a form",
            "PATCH",
            "/api/leads",
            sending: "id=lead_abc123",
            type: "application/x-www-form-urlencoded",
            400,
            "Content-Type"
        ),
    ]

    @Test(arguments: bodies + envelopes)
    func `answers by the document`(asked: Asked) {
        asked.check(Self.mock())
    }

    @Test func `several matches are all updated where the organisation wants it`() {
        var mock = Self.mock { $0.updatesAllMatches = true }
        let answer = mock.send("PATCH", "/api/leads", #"{"email":"two@example.com","status":"won"}"#)
        #expect(answer.status == 200 && answer.text.contains(#""leadsUpdated":2"#))
        #expect(mock.leads.map(\.status) == [nil, "won", "won"])
    }

    @Test func `a conflict changes nothing`() {
        var mock = Self.mock()
        _ = mock.send("PATCH", "/api/leads", #"{"email":"two@example.com","status":"won"}"#)
        #expect(mock.leads.allSatisfy { $0.status == nil })
    }

    @Test func `status wins over its older name, and a reason counts only with a loss`() {
        var mock = Self.mock()
        let body = #"{"id":"lead_b","status":"won","changedTo":"lost","lossReason":"price","value":"49.90","note":"n"}"#
        _ = mock.send("PATCH", "/api/leads", body)
        #expect(mock.leads[1].status == "won")
        #expect(mock.leads[1].lossReason == nil)
        #expect(mock.leads[1].value == "49.90")
        #expect(mock.leads[1].notes == ["n"])
        _ = mock.send("PATCH", "/api/leads", #"{"id":"lead_b","changedTo":"lost","lossReason":"price"}"#)
        #expect(mock.leads[1].lossReason == "price")
    }

    @Test func `of a lead's notes the newest hundred are kept`() {
        var mock = Self.mock()
        for number in 1...250 { _ = mock.send("PATCH", "/api/leads", #"{"id":"lead_b","note":"\#(number)"}"#) }
        #expect(mock.leads[1].notes == (151...250).map { "\($0)" })
    }

    @Test func `each answer has a request id of its own and the time of the request`() {
        var mock = Self.mock { $0.key = "right" }
        let answers = (0..<2).map { _ in mock.send("PATCH", "/api/leads", "{}") }
        #expect(answers.allSatisfy { $0.status == 401 && $0.text.contains(#""requestId":"req_"#) })
        #expect(answers.allSatisfy { $0.text.contains(#""timestamp":"2024-02-24T12:00:00.000Z""#) })
        #expect(answers[0].text != answers[1].text)
    }
}
