import CivilTime
import JSON
import RelayMocks
import Testing

@Suite("Stand-ins behind one listener")
struct StandInsTests {
    private static let update = "/leadtrackr/api/leads/updateLeadStatus"

    private static func all(seed: UInt64 = 1, keeping capacity: Int = 1000) -> StandIns {
        StandIns(
            [
                LeadTrackrMock(seed: seed), OctanistMock(seed: seed), LeadpingMock(seed: seed),
                SendpilotMock(seed: seed), HTTPMock(),
            ],
            keeping: capacity
        )
    }

    private static func received(_ standIns: inout StandIns) throws -> [JSONValue] {
        try JSONDocument(standIns.answer(MockRequest("GET", "/_received"), at: .noon).body).root.elements.map { $0 }
    }

    @Test func `each is reached below its own name`() {
        var standIns = Self.all()
        let paths = [
            "/leadtrackr/api/leads/updateLeadStatus", "/octanist/api/leads", "/leadping/leads/x",
            "/sendpilot/v1/leads/x",
            "/http/anything", "/http", "/elsewhere", "/",
        ]
        let statuses = paths.map { standIns.answer(MockRequest("GET", $0), at: .noon).status }
        #expect(statuses == [405, 401, 401, 401, 200, 200, 404, 404])
    }

    @Test func `what came is listed with number, time, place, text and status`() throws {
        var standIns = Self.all()
        let headers = [MockHeader("Content-Type", "text/plain")]
        let request = MockRequest("POST", "/http/a/b", query: "x=1", headers: headers, body: Array("hé".utf8))
        _ = standIns.answer(request, at: .noon)
        _ = standIns.answer(MockRequest("GET", "/octanist/api/leads"), at: .noon.after(.milliseconds(5)))
        let entries = try Self.received(&standIns)
        #expect(
            entries.map { String(decoding: $0.source, as: UTF8.self) } == [
                #"{"number":1,"at":"2024-02-24T12:00:00.000Z","api":"http","method":"POST","path":"/a/b?x=1","#
                    + #""headers":[{"name":"Content-Type","value":"text/plain"}],"body":"hé","bodyBytes":3,"status":200}"#,
                #"{"number":2,"at":"2024-02-24T12:00:00.005Z","api":"octanist","method":"GET","path":"/api/leads","#
                    + #""headers":[],"body":"","bodyBytes":0,"status":401}"#,
            ]
        )
    }

    @Test(arguments: ["X-API-Key", "Authorization", "cookie", "X-Custom-Token", "x-hook-SECRET", "Proxy-Authorization"])
    func `secrets in headers are masked in the list`(name: String) throws {
        var standIns = Self.all()
        let request = MockRequest(
            "POST",
            Self.update,
            headers: [MockHeader(name, "sk_hush"), MockHeader("Accept", "a")]
        )
        _ = standIns.answer(request, at: .noon)
        let headers = try #require(try Self.received(&standIns).first?["headers"])
        #expect(headers.elements.map { $0["value"]?.string } == ["<secret>", "a"])
        #expect(!String(decoding: headers.document.bytes, as: UTF8.self).contains("hush"))
    }

    @Test func `the key that tells a repeated request is no secret`() throws {
        var standIns = Self.all()
        let headers = [MockHeader("Idempotency-Key", "dl_1"), MockHeader("X-Idempotency-Key-Token", "hush")]
        _ = standIns.answer(MockRequest("POST", "/http/a", headers: headers), at: .noon)
        let listed = try #require(try Self.received(&standIns).first?["headers"])
        #expect(listed.elements.map { $0["value"]?.string } == ["dl_1", "<secret>"])
    }

    @Test func `secrets in a query are masked in the list, also under an escaped name`() throws {
        var standIns = Self.all()
        _ = standIns.answer(
            MockRequest("GET", "/http/a", query: "page=1&access_token=hush&%6Bey=hush&%zz=hush"),
            at: .noon
        )
        let path = try Self.received(&standIns).first?["path"]?.string
        #expect(path == "/a?page=1&access_token=<secret>&%6Bey=<secret>&%zz=<secret>")
    }

    @Test func `the oldest give way, and looking is not recorded`() throws {
        var standIns = Self.all(keeping: 2)
        for path in ["/http/a", "/http/b", "/http/c"] { _ = standIns.answer(MockRequest("GET", path), at: .noon) }
        #expect(try Self.received(&standIns).map { $0["path"]?.string } == ["/b", "/c"])
        #expect(try Self.received(&standIns).map { $0["number"]?.int } == [2, 3])
    }

    @Test func `a long body is kept in part`() throws {
        var standIns = Self.all()
        let body = [UInt8](repeating: UInt8(ascii: "a"), count: 20_000)
        _ = standIns.answer(MockRequest("POST", "/http/", body: body), at: .noon)
        let entry = try #require(try Self.received(&standIns).first)
        #expect(entry["body"]?.string?.utf8.count == 16_384)
        #expect(entry["bodyBytes"]?.int == 20_000)
    }

    @Test func `what came to one is listed alone`() throws {
        var standIns = Self.all()
        for path in ["/http/a", "/octanist/api/leads", "/http/b"] {
            _ = standIns.answer(MockRequest("GET", path), at: .noon)
        }
        let list = standIns.answer(MockRequest("GET", "/http/_received"), at: .noon)
        #expect(try JSONDocument(list.body).root.elements.map { $0["path"]?.string } == ["/a", "/b"])
        #expect(standIns.answer(MockRequest("GET", "/elsewhere/_received"), at: .noon).status == 404)
    }

    @Test func `a lie is answered as the truth would be, and nothing is carried out`() throws {
        let body = Array(#"{"status":"DONE"}"#.utf8)
        var standIns = StandIns([SendpilotMockTests.mock()])
        let headers = [MockHeader("X-API-Key", "k"), MockHeader("Content-Type", "application/json")]
        let request = MockRequest("PATCH", "/sendpilot/v1/leads/lead_abc123/status", headers: headers, body: body)
        let lie = standIns.answer(request, at: .noon, fault: .lie)
        #expect(lie.status == 200 && lie.text.contains(#""status":"DONE""#) && lie.emissions.isEmpty)
        #expect(standIns.withMock(SendpilotMock.self) { $0.leads[0].status } == "REPLY_RECEIVED")
        let truth = standIns.answer(request, at: .noon)
        #expect(truth.body == lie.body && truth.emissions.count == 1)
        #expect(standIns.withMock(SendpilotMock.self) { $0.leads[0].status } == "DONE")
    }

    @Test func `a lie has an id of its own, and counts as a request`() throws {
        var standIns = StandIns([OctanistMock(), LeadpingMockTests.mock()])
        func lie(_ path: String, _ header: MockHeader) -> MockAnswer {
            standIns.answer(MockRequest("GET", path, headers: [header]), at: .noon, fault: .lie)
        }
        let ids = (0..<3).map { _ in lie("/octanist/api/leads", MockHeader("X-API-Key", "k")).text }
        #expect(Set(ids).count == 3)
        let statuses = (0..<301).map { _ in lie("/leadping/leads/own", LeadpingMockTests.bearer).status }
        #expect(statuses.firstIndex(of: 429) == 300, "\(statuses.prefix(3))")
    }

    @Test func `a refusal that is asked for has the form of its API`() {
        let forms = StandInSetup().make().map { $0.refusal(409, at: .noon).text }
        #expect(forms[0] == #"{"message":"A fault that was asked for"}"#)
        #expect(forms[1].hasPrefix(#"{"success":false,"error":{"code":"CONFLICT","#))
        #expect(forms[2].hasPrefix(#"{"type":"about:blank","title":"#) && forms[2].contains(#""status":409"#))
        #expect(forms[3] == forms[0] && forms[4] == forms[0])
    }

    @Test func `the lead of the documents' examples is known to all, and two others share an e-mail`() throws {
        var standIns = StandIns(StandInSetup(["leadtrackr", "octanist", "leadping", "sendpilot"]).make())
        let leads = try JSONDocument(standIns.answer(MockRequest("GET", "/_leads"), at: .noon).body).root
        func has(_ api: String, _ key: String, _ text: String) -> Int {
            leads[api]?.elements.count { $0[key]?.string == text } ?? 0
        }
        #expect(has("leadtrackr", "uniqueIdentifier", "lead_abc123") == 1)
        #expect(has("octanist", "id", "lead_abc123") == 1)
        #expect(has("leadping", "id", "5f0c2a") == 1)
        #expect(has("sendpilot", "id", "lead_abc123") == 1)
        #expect(has("octanist", "email", StandInSetup.sharedEmail) == 2)
        #expect(has("leadtrackr", "email", StandInSetup.sharedEmail) == 2)
    }

    @Test(arguments: StandInSetup.names, SendpilotVocabulary.allCases)
    func `the request that a greeting shows is taken by each`(name: String, vocabulary: SendpilotVocabulary) throws {
        var setup = StandInSetup([name])
        (setup.vocabulary, setup.generation) = (vocabulary, vocabulary == .prose ? .page : .current)
        let sample = try #require(StandInSetup.sample(of: name))
        var api = try #require(setup.make().first)
        let key = api.wantedKey.map { MockHeader($0.header, $0.prefix + "any") } ?? MockHeader("Accept", "*/*")
        let headers = [key, MockHeader("Content-Type", "application/json")]
        let request = MockRequest(sample.method, sample.path, headers: headers, body: Array(sample.body.utf8))
        let answer = api.answer(request, at: .noon)
        #expect((200..<300).contains(answer.status), "\(answer.text)")
    }

    @Test func `the list can be emptied`() throws {
        var standIns = Self.all()
        _ = standIns.answer(MockRequest("GET", "/http/a"), at: .noon)
        #expect(standIns.answer(MockRequest("DELETE", "/_received"), at: .noon).status == 204)
        #expect(try Self.received(&standIns).isEmpty)
    }

    @Test func `the leads of all are shown, and the same person is a lead everywhere`() throws {
        var standIns = Self.all()
        let leads = try JSONDocument(standIns.answer(MockRequest("GET", "/_leads"), at: .noon).body).root
        #expect(
            leads.members.map { "\($0.name) \($0.value.count)" } == [
                "leadtrackr 25", "octanist 25", "leadping 25", "sendpilot 25", "http 0",
            ]
        )
        let id = leads["sendpilot"]?[3]?["id"]?.string
        #expect(leads["leadtrackr"]?[3]?["uniqueIdentifier"]?.string == id)
        #expect(leads["leadping"]?[3]?["metadata"]?["externalId"]?.string == id)
        #expect(leads["octanist"]?[3]?["email"]?.string == leads["sendpilot"]?[3]?["email"]?.string)
    }

    @Test func `a seed repeats a run to the byte, and another seed does not`() {
        func run(seed: UInt64) -> [[UInt8]] {
            var standIns = Self.all(seed: seed)
            let key = MockHeader("X-API-Key", "k")
            let change = MockRequest("PATCH", "/octanist/api/leads", headers: [key], body: [])
            return [MockRequest("GET", "/_leads"), change].map { standIns.answer($0, at: .noon).body }
        }
        #expect(run(seed: 7) == run(seed: 7))
        #expect(zip(run(seed: 7), run(seed: 8)).allSatisfy { $0 != $1 })
    }

    @Test func `a smaller crowd is the beginning of a larger one`() {
        let (few, many) = (SendpilotMock(seed: 3, people: 5), SendpilotMock(seed: 3, people: 50))
        #expect(few.leads.map(\.id) == many.leads.prefix(5).map(\.id))
        #expect(Set(many.leads.map(\.id)).count == 50)
    }

    @Test func `a stand-in is reached to let its world move`() {
        var standIns = Self.all()
        let emission = standIns.withMock(SendpilotMock.self) { mock in
            mock.leads.first.flatMap { mock.change($0.id, to: "OPPORTUNITY", by: .user, at: .noon) }
        }
        #expect(emission??.event == "lead.updated")
        var none = StandIns([HTTPMock()])
        #expect(none.withMock(SendpilotMock.self) { $0.leads.count } == nil)
    }

    @Test func `the destination without rules takes everything`() {
        var mock = HTTPMock(status: 204)
        #expect(mock.answer(MockRequest("PURGE", "/x"), at: .noon).body.isEmpty)
        mock.status = 503
        #expect(mock.answer(MockRequest("POST", "/x"), at: .noon).status == 503)
    }
}
