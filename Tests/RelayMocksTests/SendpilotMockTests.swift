import CivilTime
import JSON
import RelayMocks
import Testing

@Suite("Sendpilot's stand-in")
struct SendpilotMockTests {
    private static let path = "/v1/leads/lead_abc123/status"

    static func mock(
        _ vocabulary: SendpilotVocabulary = .union,
        _ change: (inout SendpilotMock.Settings) -> Void = { _ in }
    ) -> SendpilotMock {
        var settings = SendpilotMock.Settings()
        settings.vocabulary = vocabulary
        change(&settings)
        let lead = SendpilotLead(
            id: "lead_abc123",
            linkedinUrl: "https://www.linkedin.com/in/john-doe",
            campaignId: "camp_1",
            email: "john@example.com",
            status: "REPLY_RECEIVED",
            createdAt: .noon
        )
        return SendpilotMock(settings: settings, people: 0, leads: [lead])
    }

    private static func patches(_ what: String, _ body: String, _ status: Int, _ telling: String) -> Asked {
        Asked(what, "PATCH", path, sending: body, status, telling)
    }

    private static let requests = [
        patches("no status", #"{"note":"x"}"#, 400, "Missing required field: status"),
        patches("a status in small letters", #"{"status":"done"}"#, 400, "status must be one of"),
        patches("a status as number", #"{"status":1}"#, 400, "status must be one of"),
        patches("a null status", #"{"status":null}"#, 400, "status must be one of"),
        patches("a field that no document names", #"{"status":"DONE","reason":"x"}"#, 400, "Unknown field: reason"),
        patches("invalid JSON", "status=DONE", 400, "Invalid JSON"),
        Asked("no key", "PATCH", path, sending: "{}", key: nil, 401, "message"),
        Asked(
            "a bearer token",
            "GET",
            "/v1/leads/lead_abc123",
            key: MockHeader("Authorization", "Bearer k"),
            401,
            "message"
        ),
        Asked(
            "the older path",
            "PATCH",
            "/api/v1/leads/lead_abc123/status",
            sending: "{}",
            404,
            "Cannot PATCH /api/v1/"
        ),
        Asked(
            "a lead that is not there",
            "PATCH",
            "/v1/leads/x/status",
            sending: #"{"status":"DONE"}"#,
            404,
            "Lead not found"
        ),
        Asked("another method", "PUT", path, sending: "{}", 404, "Cannot PUT"),
        Asked("a lead", "GET", "/v1/leads/lead_abc123", 200, #""email":"john@example.com""#),
        Asked("a lead in full", "GET", "/v1/leads/lead_abc123?full=true", 200, #""status":"REPLY_RECEIVED""#),
        Asked("leads without a campaign", "GET", "/v1/leads", 400, "campaignId"),
        Asked(
            "leads of a campaign",
            "GET",
            "/v1/leads?campaignId=camp_1",
            200,
            #""pagination":{"total":1,"page":1,"limit":50,"totalPages":1}"#
        ),
        Asked("leads of another", "GET", "/v1/leads?campaignId=camp_2", 200, #""total":0"#),
        Asked("a status that is no filter", "GET", "/v1/leads?campaignId=camp_1&status=NOT_INTERESTED", 400, "status"),
        Asked("too many", "GET", "/v1/leads?campaignId=camp_1&limit=101", 400, "limit must be"),
    ]

    @Test(arguments: requests)
    func `answers by the document`(asked: Asked) {
        asked.check(Self.mock())
    }

    /// The generations that take each status, by the table of the documents.
    private static let takers: [(String, Set<SendpilotVocabulary>)] = [
        ("DONE", [.prose, .schema, .union, .newest]),
        ("OPPORTUNITY", [.prose, .union, .newest]),
        ("NOT_INTERESTED", [.prose, .union]),
        ("PENDING", [.schema, .union]),
        ("CONNECTION_SENT", [.schema, .union]),
        ("CONNECTION_ACCEPTED", [.schema, .union]),
        ("MESSAGE_SENT", [.schema, .union]),
        ("REPLY_RECEIVED", [.schema, .union]),
        ("MEETING_BOOKED", [.newest]),
        ("UNSUBSCRIBED", [.newest]),
        ("IRRELEVANT", [.newest]),
        ("CLOSED", []),
    ]

    @Test(arguments: takers, SendpilotVocabulary.allCases)
    func `each generation takes its own statuses`(
        _ row: (status: String, takers: Set<SendpilotVocabulary>),
        vocabulary: SendpilotVocabulary
    ) {
        var mock = Self.mock(vocabulary)
        let answer = mock.send("PATCH", Self.path, #"{"status":"\#(row.status)"}"#)
        #expect(answer.status == (row.takers.contains(vocabulary) ? 200 : 400))
    }

    @Test(arguments: [
        (SendpilotVocabulary.prose, ["id", "linkedinUrl", "previousStatus", "status", "updatedAt"]),
        (.schema, ["leadId", "message", "status", "success"]),
        (.union, ["id", "leadId", "linkedinUrl", "message", "previousStatus", "status", "success", "updatedAt"]),
        (.newest, ["leadId", "message", "status", "success"]),
    ])
    func `each generation answers in its own form`(vocabulary: SendpilotVocabulary, fields: [String]) throws {
        var mock = Self.mock(vocabulary)
        let body = try JSONDocument(mock.send("PATCH", Self.path, #"{"status":"DONE"}"#).body).root
        #expect(body.members.map(\.name).sorted() == fields)
        #expect(body["status"]?.string == "DONE")
    }

    @Test func `the page's example is answered with its fields and the time of the request`() throws {
        var mock = Self.mock(.prose)
        let moment = try #require(Timestamp(rfc3339: "2024-02-24T15:30:00Z"))
        let body = try JSONDocument(mock.send("PATCH", Self.path, #"{"status":"OPPORTUNITY"}"#, at: moment).body).root
        #expect(body["id"]?.string == "lead_abc123")
        #expect(body["linkedinUrl"]?.string == "https://www.linkedin.com/in/john-doe")
        #expect(body["previousStatus"]?.string == "REPLY_RECEIVED")
        #expect(body["updatedAt"]?.string == "2024-02-24T15:30:00.000Z")
    }

    @Test func `a note is known to the schema and not to the prose`() {
        let body = #"{"status":"DONE","note":"n"}"#
        var prose = Self.mock(.prose)
        #expect(prose.send("PATCH", Self.path, body).status == 400)
        var schema = Self.mock(.schema)
        #expect(schema.send("PATCH", Self.path, body).status == 200)
    }

    @Test func `the newest generation takes a custom status alone, and neither is refused`() {
        var mock = Self.mock(.newest)
        let custom = mock.send("PATCH", Self.path, #"{"customLeadStatus":"CLOSED"}"#)
        #expect(custom.status == 200 && custom.emissions.isEmpty)
        #expect(mock.leads[0].customLeadStatus == "CLOSED" && mock.leads[0].status == "REPLY_RECEIVED")
        let neither = mock.send("PATCH", Self.path, #"{"note":"n"}"#)
        #expect(neither.status == 400)
        #expect(neither.text == #"{"message":"At least one of status or customLeadStatus is required"}"#)
    }

    @Test(arguments: [
        (SendpilotEra.older, "lead.status.changed", "api" as String?), (.current, "lead.updated", nil),
    ])
    func `a status change emits the event of its era`(era: SendpilotEra, name: String, author: String?) throws {
        var mock = Self.mock { $0.era = era }
        let answer = mock.send("PATCH", Self.path, #"{"status":"DONE"}"#)
        let emission = try #require(answer.emissions.first)
        let body = try JSONDocument(emission.body).root
        #expect(answer.emissions.count == 1 && emission.event == name && emission.at == .noon)
        #expect(body["eventType"]?.string == name)
        #expect(body["eventId"]?.string == emission.id && emission.id.hasPrefix("evt_1708776000000_"))
        #expect(body["timestamp"]?.string == "2024-02-24T12:00:00.000Z")
        #expect(body["workspaceId"]?.string != nil)
        #expect(body["data"]?["leadId"]?.string == "lead_abc123")
        #expect(body["data"]?["campaignId"]?.string == "camp_1")
        #expect(body["data"]?["previousStatus"]?.string == "REPLY_RECEIVED")
        #expect(body["data"]?["newStatus"]?.string == "DONE")
        #expect(body["data"]?["changedBy"]?.string == author)
    }

    @Test func `what is refused emits nothing and changes nothing`() {
        var mock = Self.mock()
        #expect(mock.send("PATCH", Self.path, #"{"status":"x"}"#).emissions.isEmpty)
        #expect(mock.leads[0].status == "REPLY_RECEIVED")
    }

    @Test func `a person's change emits too, and says whose it is`() throws {
        var mock = Self.mock { $0.era = .older }
        let told = mock.change("lead_abc123", to: "OPPORTUNITY", by: .user, at: .noon)
        let emission = try #require(told)
        #expect(try JSONDocument(emission.body).root["data"]?["changedBy"]?.string == "user")
        #expect(mock.leads[0].status == "OPPORTUNITY")
        #expect(mock.change("x", to: "DONE", by: .user, at: .noon) == nil)
    }
}
