import RelayCore
import RelayHTTP
import Testing

@Suite("Senders that ask whether somebody is there")
struct GreetingTests {
    private func source(_ preset: String, _ more: String = "") -> String {
        #""in": { "preset": "\#(preset)", "secrets": [{ "env": "SECRET" }] \#(more) }"#
    }

    @Test(arguments: [
        ("slack", #"{"type":"url_verification","challenge":"3eZb <b>"}"#, "3eZb <b>"),
        ("twitch", #"{"challenge":"pogchamp"}"#, "pogchamp"),
        (
            "zoom", #"{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8"}}"#,
            #"{"plainToken":"qgg8","encryptedToken":""#
        ),
    ])
    func `are answered if they sign, and nothing is stored`(
        preset: String,
        body: String,
        expected: String
    ) async throws {
        try await Door.with(sources: source(preset)) { door in
            let type = [("twitch-eventsub-message-type", "webhook_callback_verification")]
            let answer = try await door.post(body, door.signed(body, headers: type))
            #expect(answer.status == 200)
            #expect(answer.body.hasPrefix(expected))
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(try await door.post(body, type).text == Refusals.unauthorized)
            #expect(door.committer.requests == 0)
        }
    }

    @Test(arguments: [
        ("dropbox", "challenge=abc_DEF-1", 200, "abc_DEF-1"), ("dropbox", "challenge=%3Cscript%3E", 403, ""),
        ("dropbox", "", 405, ""), ("dropbox", "challenge=%zz", 400, ""),
        ("x", "crc_token=abc", 200, #"{"response_token":"sha256="#), ("x", "crc_token=a.b", 403, ""),
        ("meta", "hub.mode=subscribe&hub.challenge=115&hub.verify_token=the+secret+of+SECRET", 200, "115"),
        ("meta", "hub.mode=subscribe&hub.challenge=115&hub.verify_token=guess", 403, ""),
        ("slack", "challenge=a", 405, ""),
    ])
    func `are answered to GET where their preset has it so`(
        preset: String,
        query: String,
        status: Int,
        body: String
    ) async throws {
        try await Door.with(sources: source(preset)) { door in
            let answer = try await door.ask("GET", query.isEmpty ? "/hooks/in" : "/hooks/in?\(query)")
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.body.hasPrefix(body))
            #expect(!answer.body.contains("script"))
            #expect(!door.log.contains("guess"))
        }
    }

    @Test func `cannot use up what the sender itself may send`() async throws {
        try await Door.with(sources: source("dropbox", #", "rate": "1/s""#)) { door in
            var statuses: [Int] = []
            for _ in 0..<15 { statuses.append(try await door.ask("GET", "/hooks/in?challenge=a").status) }
            #expect(statuses.filter { $0 == 200 }.count == 10)
            #expect(statuses.last == 429)
            #expect(try await door.post("{}", door.signed("{}")).status == 200)
            #expect(door.rejections.counts == ["rate-of-handshakes": 5])
        }
    }

    @Test func `are answered while no event is taken`() async throws {
        try await Door.with(sources: source("slack")) { door async throws in
            door.set { $0.takesEvents = false }
            let body = #"{"type":"url_verification","challenge":"a"}"#
            #expect(try await door.post(body, door.signed(body)).body == "a")
        }
    }
}
