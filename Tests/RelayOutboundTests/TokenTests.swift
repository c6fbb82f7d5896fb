import Foundation
import RelayCore
import RelayOutbound
import RelayTesting
import Testing

@Suite("Tokens of OAuth 2", .timeLimit(.minutes(10)))
struct TokenTests {
    @Test func `one is fetched for many sends, and used until it runs out`() async throws {
        let api = ScriptedServer { peer, _ in peer.answerAll() }
        let issuer = ScriptedServer { peer, _ in peer.answerAll(body: #"{"access_token":"t1","expires_in":3600}"#) }
        let policy = try policy(issuer)
        let statuses = try await withSender { sender, _ in
            await withTaskGroup(of: Int?.self) { group in
                for _ in 0..<20 { group.addTask { await sender.send(post(api.url, policy)).status } }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(statuses == Array(repeating: 200, count: 20))
        #expect(api.requests.allSatisfy { $0.contains("\r\nAuthorization: Bearer t1\r\n") })
        #expect(issuer.requests.count == 1)
        let asked = try #require(issuer.requests.first)
        #expect(asked.hasSuffix("\r\n\r\ngrant_type=client_credentials&scope=leads%20write"))
        let login = Data("my%20client:se%3Acret".utf8).base64EncodedString()
        #expect(asked.contains("\r\nAuthorization: Basic \(login)\r\n"))
    }

    @Test func `one that is refused is fetched anew, once`() async throws {
        let api = ScriptedServer { peer, _ in
            while let request = peer.readRequest() { peer.answer(request.contains("Bearer t2") ? "200 OK" : "401 Old") }
        }
        let issued = Counter()
        let issuer = ScriptedServer { peer, _ in
            while peer.readRequest() != nil { peer.answer(body: #"{"access_token":"t\#(issued.next())"}"#) }
        }
        let policy = try policy(issuer)
        #expect(try await answer(to: post(api.url, policy)).status == 200)
        #expect(api.requests.count == 2)
        #expect(issuer.requests.count == 2)
    }

    @Test func `a send that stays refused is not tried a third time`() async throws {
        let api = ScriptedServer { peer, _ in peer.answerAll("401 No") }
        let issuer = ScriptedServer { peer, _ in peer.answerAll(body: #"{"access_token":"t"}"#) }
        #expect(try await answer(to: post(api.url, try policy(issuer))).status == 401)
        #expect(api.requests.count == 2)
    }

    @Test(arguments: ["{}", #"{"access_token":""}"#, #"{"access_token":"a\r\nX: y"}"#, "no json"])
    func `an answer without a token sends nothing`(body: String) async throws {
        let api = ScriptedServer { peer, _ in peer.answerAll() }
        let issuer = ScriptedServer { peer, _ in peer.answerAll(body: body) }
        #expect(Outcome(try await answer(to: post(api.url, try policy(issuer)))) == Outcome(.token, wasSent: false))
        #expect(api.requests.isEmpty)
    }

    @Test func `an issuer that is not there is why nothing is sent`() async throws {
        let policy = try policy(url: "http://127.0.0.1:\(closedPort())/token")
        let outcome = Outcome(try await answer(to: post("http://127.0.0.1:1", policy)))
        #expect(outcome == Outcome(.connectRefused, wasSent: false))
    }

    private let folder: Folder

    init() throws { folder = try Folder() }

    private func policy(_ issuer: ScriptedServer) throws -> SendPolicy { try policy(url: issuer.url + "/token") }

    private func policy(url: String) throws -> SendPolicy {
        let secret = SecretReference.file(try folder.write("se:cret\n", to: "secret"))
        var policy = SendPolicy()
        policy.authorisation = .clientCredentials(
            ClientCredentials(tokenURL: url, id: .plain("my client"), secret: secret, scope: "leads write")
        )
        return policy
    }
}

/// Counts from one, on any thread.
final class Counter: @unchecked Sendable {
    // `count` is read and written under `lock`.
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
        lock.withLock {
            count += 1
            return count
        }
    }
}
