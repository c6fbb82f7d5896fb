import CivilTime
import JSON
import RelayCore
import Testing

@Suite("Requests that become events")
struct EventReadingTests {
    private static let open = """
        "in": { "preset": "none", "id": "body.id", "type": "body.type", "lead": "body.lead", "occurredAt": "body.at" }
        """

    @Test(arguments: [
        ("application/json", 200), ("application/json; charset=utf-8", 200), ("APPLICATION/JSON", 200),
        ("application/problem+json", 200), ("application/cloudevents+json;a=b", 200), ("text/plain", 200),
        ("application/xml", 415), ("multipart/form-data; boundary=a", 415), ("", 415), ("json", 415),
    ])
    func `are JSON by any of its names`(type: String, status: Int) async throws {
        try await Door.with(sources: Self.open) { door async throws in
            #expect(try await door.post(#"{"id":"1"}"#, [("Content-Type", type)]).status == status)
        }
    }

    @Test func `need not say what they are, and may not be packed`() async throws {
        try await Door.with(sources: Self.open) { door async throws in
            #expect(try await door.post(#"{"id":"1"}"#).status == 200)
            #expect(try await door.post(#"{"id":"1"}"#, [("Content-Encoding", "identity")]).status == 200)
            #expect(try await door.post(#"{"id":"1"}"#, [("Content-Encoding", "gzip")]).status == 415)
        }
    }

    @Test(arguments: [
        ("a=1&b=x+y&a=%C3%A9", #"{"a":["1","é"],"b":"x y"}"#), ("", "{}"), ("a", #"{"a":""}"#),
        ("id=7&id=8", #"{"id":["7","8"]}"#),
    ])
    func `are objects of texts where a form came`(form: String, object: String) async throws {
        try await Door.with(sources: Self.open) { door async throws in
            let type = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
            #expect(try await door.post(form, type).status == 200)
            #expect(door.committer.events.first.map { String(decoding: $0.body.source, as: UTF8.self) } == object)
            #expect(try await door.post("a=%zz", type).status == 400)
        }
    }

    @Test(arguments: ["null", "1", "\"a\"", "true", "[]", "[1,2]", "{}"])
    func `may be any JSON, known by its digest`(body: String) async throws {
        try await Door.with(sources: Self.open) { door in
            let (first, second) = (try await door.post(body), try await door.post(body))
            #expect(first.status == 200)
            #expect(second.text == first.text)
            let event = try #require(door.committer.events.first)
            #expect(door.committer.events.count == 1)
            #expect(event.id.utf8.count == 64)
            #expect(event.lead == nil && event.type.isEmpty && event.occurredAt == nil)
        }
    }

    @Test(arguments: ["", "{", "{\"a\":1}x", "\u{FEFF}{}", "'a'"])
    func `are not what is no JSON`(body: String) async throws {
        try await Door.with(sources: Self.open) { door in
            let answer = try await door.post(body)
            #expect(answer.status == 400)
            #expect(answer.body == #"{"error":"not JSON"}"#)
        }
    }

    @Test(
        arguments: [
            (#""2026-02-20T18:39:49Z""#, 1_771_612_789), (#""2026-02-20T19:39:49+01:00""#, 1_771_612_789),
            ("1771612789", 1_771_612_789), ("1771612789000", 1_771_612_789), (#""yesterday""#, nil), ("null", nil),
            ("{}", nil), ("-1", -1),
        ] as [(String, Int64?)]
    )
    func `happened when their senders say, in any usual form`(at: String, seconds: Int64?) async throws {
        try await Door.with(sources: Self.open) { door in
            #expect(try await door.post(#"{"id":"1","lead":"l","type":"t","at":\#(at)}"#).status == 200)
            let event = try #require(door.committer.events.first)
            #expect(event.occurredAt?.seconds == seconds)
            #expect((event.id, event.lead ?? "", event.type) == ("1", "l", "t"))
            #expect(event.receivedAt == door.now)
        }
    }

    @Test func `keep the query and the first of each header, and no header that is secret`() async throws {
        let sources = """
            "in": { "signature": { "scheme": "token", "header": "X-Key" }, "secrets": [{ "env": "SECRET" }] }
            """
        try await Door.with(sources: sources) { door in
            let headers = [
                ("X-Key", Secrets.text("SECRET")), ("Authorization", "Bearer abc"), ("Cookie", "a=b"),
                ("Proxy-Authorization", "Basic abc"), ("X-Team", "sales"), ("x-team", "other"),
            ]
            #expect(try await door.post("{}", to: "/hooks/in?a=1&a=2&b=%20", headers).status == 200)
            let event = try #require(door.committer.events.first)
            #expect(event.headers == ["x-team": "sales"])
            #expect(event.query == ["a": "1", "b": " "])
            #expect(try await door.post("{}", to: "/hooks/in?a=%zz", headers).status == 400)
        }
    }

    @Test func `are planned, and what cannot be is a dead letter from the start`() async throws {
        let send = #"{ "to": "crm", "call": "request", "with": { "method": "POST", "path": "/" } }"#
        let routes = """
            { "name": "all", "from": "in", "on": "*", "send": [\(send)] },
            { "name": "broken", "from": "in", "on": "*", "when": "int(event.body.n) > 0", "send": [\(send)] },
            { "name": "other", "from": "in", "on": "never", "send": [\(send)] }
            """
        try await Door.with(sources: Self.open, routes: routes) { door in
            let answer = try await door.post(#"{"id":"1","n":"many"}"#)
            #expect(answer.json?["deliveries"]?.int == 2)
            let deliveries = try #require(door.committer.accepted.first).deliveries
            #expect(deliveries.map(\.address.route) == ["all", "broken"])
            #expect(deliveries.map { $0.failure != nil } == [false, true])
        }
    }

    @Test func `are answered with what the source sets`() async throws {
        let sources = #""in": { "preset": "none", "answer": 202 }, "silent": { "preset": "none", "answer": 204 }"#
        try await Door.with(sources: sources) { door in
            #expect(try await door.post("1").status == 202)
            #expect(try await door.post("1").status == 202)
            let silent = try await door.post("1", to: "/hooks/silent")
            #expect(silent.status == 204 && silent.body.isEmpty)
        }
    }

    // MARK: Many in one request

    private static let batch = #""in": { "preset": "none", "id": "body.id", "batch": true, "rate": "10/s" }"#

    @Test func `come many at once, all or none, with an answer for each`() async throws {
        try await Door.with(sources: Self.batch) { door in
            let answer = try await door.post(#"[{"id":"a"},{"id":"b"},{"id":"a"}]"#)
            #expect(answer.status == 200)
            let ids = answer.json?["events"]?.elements.compactMap { $0["id"]?.string } ?? []
            #expect(ids.count == 3 && ids[0] == ids[2] && ids[0] != ids[1])
            #expect(door.committer.requests == 1)
            #expect(try await door.post(#"[{"id":"c"},{"#).status == 400)
            #expect(door.committer.events.map(\.id) == ["a", "b"])
            #expect(try await door.post(#"{"id":"d"}"#).json?["events"]?.count == 1)
        }
    }

    @Test func `come in none, and then nothing is stored`() async throws {
        try await Door.with(sources: Self.batch) { door in
            let answer = try await door.post("[]")
            #expect(answer.status == 200 && answer.body == #"{"events":[]}"#)
            #expect(door.committer.requests == 0)
        }
    }

    @Test func `count each against the rate, and are bounded in a request`() async throws {
        try await Door.with(sources: Self.batch) { door in
            #expect(try await door.post("[" + (0..<20).map(String.init).joined(separator: ",") + "]").status == 200)
            let refused = try await door.post("[1]")
            #expect(refused.status == 429 && refused.headers["retry-after"] == "2")
            door.wait(.seconds(10))
            let flood = "[" + (0..<1_001).map(String.init).joined(separator: ",") + "]"
            #expect(try await door.post(flood).status == 413)
            #expect(door.committer.events.count == 20)
        }
    }
}
