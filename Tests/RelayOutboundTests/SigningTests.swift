import CivilTime
import Foundation
import RelayCore
import RelayTesting
import Testing

@Suite("A destination may want its requests signed", .timeLimit(.minutes(10)))
struct SigningTests {
    @Test func `as the example of Standard Webhooks is`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let folder = try Folder()
        let secret = try folder.write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", to: "secret")
        let request = Request(
            method: "POST",
            base: .plain(server.url),
            path: "/",
            body: Array(#"{"test": 2432232314}"#.utf8)
        )
        let signed = OutgoingRequest(
            request,
            policy: policy { $0.signingSecret = .file(secret) },
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            sentAt: try #require(Timestamp(seconds: 1_614_265_330))
        )
        #expect(try await answer(to: signed).status == 200)
        let sent = try #require(server.requests.first)
        #expect(sent.contains("\r\nwebhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek\r\nwebhook-timestamp: 1614265330\r\n"))
        #expect(sent.contains("\r\nwebhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=\r\n"))
    }

    @Test(arguments: ["whsec_", "whsec_no base64", "whsec_abc"])
    func `a secret that is no key is not signed with`(secret: String) async throws {
        let folder = try Folder()
        let path = try folder.write(secret, to: "secret")
        let outcome = Outcome(
            try await answer(to: post("http://127.0.0.1:1", policy { $0.signingSecret = .file(path) }))
        )
        #expect(outcome == Outcome(.secretUnusable, wasSent: false))
    }
}
