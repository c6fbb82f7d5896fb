import CivilTime
import JSON
import RelayCore
import RelayRoutes
import Testing

@Suite("Handshakes of senders")
struct HandshakeTests {
    private static let key = "test_secret_0123456789"
    private static let now = Timestamp.earliest
    private static let signed = Verification.verified(scheme: 0, secret: 0)

    private func outcome(
        _ preset: String,
        _ request: HandshakeRequest,
        _ verification: Verification? = nil,
        secrets: [String] = [key]
    ) throws -> HandshakeOutcome? {
        let signer = SampleSigner(preset: preset, signature: nil, secrets: secrets)
        return try signer.source().handshake(request, verification, signer.verifier(), at: Self.now)
    }

    private func text(_ outcome: HandshakeOutcome?) -> String? {
        guard case .answered(let answer)? = outcome else { return nil }
        return "\(answer.contentType) \(String(decoding: answer.body, as: UTF8.self))"
    }

    private func get(_ query: EventFields) -> HandshakeRequest { HandshakeRequest(method: "GET", query: query) }

    private func post(_ body: String, _ headers: EventFields = [:]) throws -> HandshakeRequest {
        HandshakeRequest(method: "POST", headers: headers, body: try value(body))
    }

    // MARK: Signed ones

    @Test(arguments: [
        ("slack", #"{"type": "url_verification", "challenge": "3eZb <b>"}"#, key, "text/plain; charset=utf-8 3eZb <b>"),
        (
            "twitch", #"{"challenge": "pogchamp-kappa-360noscope-vohiyo"}"#, key,
            "text/plain; charset=utf-8 pogchamp-kappa-360noscope-vohiyo"
        ),
        (
            "zoom", #"{"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}"#,
            "secretValueTest",
            #"application/json {"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":"70c1f2e2e6ca2d39297490d1f9142c7d701415ea8e6151f6562a08fa657a40ff"}"#
        ),
        (
            "zoom", #"{"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}"#, key,
            #"application/json {"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":"18023db3fdde67132badfd9b4c83d079d3e830a28dc7bdd68d6943ab04198cc7"}"#
        ),
    ])
    func `are answered once the signature is right, and only then`(
        preset: String,
        body: String,
        secret: String,
        answer: String
    ) throws {
        let request = try post(body, ["twitch-eventsub-message-type": "webhook_callback_verification"])
        #expect(text(try outcome(preset, request, Self.signed, secrets: [secret])) == answer)
        #expect(try outcome(preset, request, nil, secrets: [secret]) == nil)
        let rejected = Verification.rejected(Rejection(.wrongSignature))
        #expect(try outcome(preset, request, rejected, secrets: [secret]) == nil)
    }

    @Test func `use the secret that signed`() throws {
        let body = #"{"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}"#
        let second = Verification.verified(scheme: 0, secret: 1)
        let answer = text(try outcome("zoom", post(body), second, secrets: ["other", "secretValueTest"]))
        #expect(answer?.contains("70c1f2e2e6ca2d39297490d1f9142c7d") == true)
    }

    @Test(arguments: ["slack", "zoom", "twitch"])
    func `are told from events`(preset: String) throws {
        #expect(
            try outcome(preset, post(#"{"type": "event_callback", "event": "meeting.started"}"#), Self.signed) == nil
        )
        #expect(try outcome(preset, post("[]"), Self.signed) == nil)
    }

    // MARK: Ones that nothing signs

    @Test func `echo Dropbox's challenge so that no browser takes it for a page`() throws {
        let outcome = try outcome("dropbox", get(["challenge": "abc_DEF-1"]))
        guard case .answered(let answer)? = outcome else {
            Issue.record("it is not answered")
            return
        }
        #expect(String(decoding: answer.body, as: UTF8.self) == "abc_DEF-1")
        #expect(answer.headers.contains { $0 == ("X-Content-Type-Options", "nosniff") })
        #expect(answer.headers.contains { $0 == ("Content-Type", "text/plain; charset=utf-8") })
    }

    @Test func `answer X with the code of its token`() throws {
        let answer = #"application/json {"response_token":"sha256=OmY1dK1VS8uiMSiuNijSYKee+K8UE9ELQaOTIsc57RE="}"#
        #expect(text(try outcome("x", get(["crc_token": "abc"]))) == answer)
    }

    @Test(arguments: [
        "<script>", "a b", "a=b", "{}", "é", "a\r\nb", "a.b", "%61", String(repeating: "a", count: 129),
    ])
    func `answer no token that could be more than a token`(token: String) throws {
        #expect(try outcome("x", get(["crc_token": token])) == .refused(.badChallenge))
        #expect(try outcome("dropbox", get(["challenge": token])) == .refused(.badChallenge))
    }

    @Test func `answer a token of the longest length and none that is empty`() throws {
        #expect(text(try outcome("dropbox", get(["challenge": String(repeating: "a", count: 128)]))) != nil)
        #expect(try outcome("dropbox", get(["challenge": ""])) == nil)
        #expect(try outcome("dropbox", get([:])) == nil)
    }

    @Test func `are answered to GET alone`() throws {
        for method in ["POST", "PUT", "HEAD"] {
            let request = HandshakeRequest(method: method, query: ["crc_token": "abc", "challenge": "abc"])
            #expect(try outcome("x", request, Self.signed) == nil)
            #expect(try outcome("dropbox", request, Self.signed) == nil)
        }
    }

    @Test(arguments: [("meatyhamhock", true), ("meatyhamhoc", false), ("", false), ("app-secret", true)])
    func `ask Meta for a word that is a secret`(token: String, isAnswered: Bool) throws {
        let query: EventFields = ["hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token]
        let outcome = try outcome("meta", get(query), secrets: ["app-secret", "meatyhamhock"])
        #expect(
            isAnswered
                ? text(outcome) == "text/plain; charset=utf-8 1158201444" : outcome == .refused(.wrongToken)
        )
    }

    @Test func `need a secret to make a code`() throws {
        #expect(try outcome("x", get(["crc_token": "abc"]), secrets: [""]) == .refused(.noSecret))
    }
}
