import CivilTime
import Crypto
import LinuxIO
import RelayMocks
import RelayTesting
import Testing

@Suite("Webhooks of Sendpilot's stand-in", .timeLimit(.minutes(1)))
struct WebhookSenderTests {
    /// The vectors that were made when the signature schemes were gathered.
    private static let body = Array(
        (#"{"eventId":"evt_1708456789123_abc123def","eventType":"lead.status.changed","#
            + #""timestamp":"2024-02-20T18:39:49.123Z","workspaceId":"ws_1","data":{"leadId":"lead_abc123","#
            + #""campaignId":"camp_1","linkedinUrl":"https://www.linkedin.com/in/john-doe","#
            + #""previousStatus":"REPLY_RECEIVED","newStatus":"OPPORTUNITY","changedBy":"user"}}"#).utf8
    )
    private static let signed = Timestamp(rfc3339: "2024-02-20T18:39:49Z") ?? .earliest

    @Test func `are signed as the documents say`() throws {
        let signer = try #require(
            WebhookSigner(.documented, secret: Array("test_secret_0123456789".utf8), OpenSSLDigests())
        )
        #expect(
            signer.headers(id: "any", body: Self.body, at: Self.signed) == [
                MockHeader(
                    "Webhook-Signature",
                    "v1,t=1708454389,s=0363e493a25beff2c516b790f5e7cf6b1901fdf01bdee821462096334f3e3412"
                )
            ]
        )
    }

    @Test func `are signed as receivers have seen it`() throws {
        let secret = Array("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=".utf8)
        let signer = try #require(WebhookSigner(.svix, secret: secret, OpenSSLDigests()))
        #expect(
            signer.headers(id: "msg_2LOCAL", body: Self.body, at: Self.signed) == [
                MockHeader("svix-id", "msg_2LOCAL"), MockHeader("svix-timestamp", "1708454389"),
                MockHeader("svix-signature", "v1,qytV/09j2vNJ8DQyfmtwyhaEB+MMQEtxZ1jPKf0S1Ck="),
            ]
        )
    }

    @Test(arguments: [(WebhookSigning.svix, "plain"), (.svix, "whsec_"), (.svix, "whsec_!"), (.documented, "")])
    func `are not signed with what is no secret`(way: WebhookSigning, secret: String) throws {
        #expect(try WebhookSigner(way, secret: Array(secret.utf8), OpenSSLDigests()) == nil)
    }

    // MARK: Tries

    /// Sends one webhook to a receiver that answers so, and tells of the tries and of the headers of each.
    private static func tries(
        answers: [Int?],
        most: Int = 6
    ) async throws -> (tries: [WebhookSender.Try], headers: [[MockHeader]], waits: [Duration]) {
        let signer = try #require(WebhookSigner(.documented, secret: [1], OpenSSLDigests()))
        let tries = Happenings<[WebhookSender.Try]>([])
        let headers = Lock<[[MockHeader]]>([])
        let waits = Lock<[Duration]>([])
        let ports = WebhookSender.Ports(
            post: { given, _ in
                headers.withLock { headers in
                    headers.append(given)
                    return answers[min(headers.count, answers.count) - 1]
                }
            },
            now: { Timestamp.noon.after(waits.withLock { $0.reduce(.zero, +) }) },
            pause: { time in waits.withLock { $0.append(time) } },
            note: { attempt in tries.note { $0.append(attempt) } }
        )
        let sender = WebhookSender(signer, ports)
        var mock = SendpilotMockTests.mock()
        sender.send(mock.send("PATCH", "/v1/leads/lead_abc123/status", #"{"status":"DONE"}"#).emissions)
        return try await withThrowingTaskGroup { group in
            group.addTask { await sender.run() }
            defer { group.cancelAll() }
            let seen = try await tries.wait { $0.last.map { $0.next == nil } ?? false }
            return (seen, headers.withLock { $0 }, waits.withLock { $0 })
        }
    }

    @Test(arguments: [200, 204, 299])
    func `are taken with any 2xx`(status: Int) async throws {
        let sent = try await Self.tries(answers: [status])
        #expect(sent.tries.count == 1 && sent.tries[0].isTaken && sent.waits.isEmpty)
    }

    @Test(arguments: [nil, 199, 302, 400, 429, 503])
    func `are sent again after 5 s, 30 s, 2 min, 15 min and 1 h, and then given up`(status: Int?) async throws {
        let sent = try await Self.tries(answers: [status])
        #expect(sent.waits == [.seconds(5), .seconds(30), .seconds(120), .seconds(900), .seconds(3_600)])
        #expect(sent.tries.map(\.number) == [1, 2, 3, 4, 5, 6] && sent.tries.allSatisfy { !$0.isTaken })
        #expect(Set(sent.tries.map(\.id)).count == 1)
    }

    @Test func `are signed anew for each try, and no more once they are taken`() async throws {
        let sent = try await Self.tries(answers: [503, 200])
        #expect(sent.tries.map(\.status) == [503, 200] && sent.waits == [.seconds(5)])
        let times = sent.headers.map { $0.first { $0.name == "Webhook-Signature" }?.value.prefix(16) }
        #expect(times == ["v1,t=1708776000,", "v1,t=1708776005,"])
        #expect(sent.headers.allSatisfy { $0.contains(MockHeader("Content-Type", "application/json")) })
    }
}
