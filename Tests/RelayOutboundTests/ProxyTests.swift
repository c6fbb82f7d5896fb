import Foundation
import RelayCore
import RelayOutbound
import RelayTesting
import Testing

@Suite("A proxy on the way", .timeLimit(.minutes(10)))
struct ProxyTests {
    @Test func `carries a request`() async throws {
        let proxy = ScriptedServer { peer, _ in peer.answerAll(body: "by proxy") }
        let answer = try await answer(to: post("http://api.test", through(proxy)))
        #expect(answer.text == "by proxy")
        #expect(proxy.requests.first?.hasPrefix("POST http://api.test/leads HTTP/1.1\r\n") == true)
    }

    @Test func `carries some requests while others go without it`() async throws {
        let gate = Gate(16)
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            gate.pass()  // No answer leaves before all requests are there.
            peer.answer()
        }
        let policies = [through(server), SendPolicy()]
        let statuses = try await withSender { sender, _ in
            await withTaskGroup(of: Int?.self) { group in
                for number in 0..<16 {
                    group.addTask { await sender.send(post(server.url, policies[number % 2])).status }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(statuses == Array(repeating: 200, count: 16))
        #expect(server.requests.filter { $0.hasPrefix("POST http://") }.count == 8)
    }

    @Test(arguments: ["http://api.test", "https://api.test"])
    func `that wants to know who we are`(base: String) async throws {
        let proxy = ScriptedServer { peer, _ in peer.answerAll("407 Proxy Authentication Required") }
        let outcome = Outcome(try await answer(to: post(base, through(proxy))))
        #expect(outcome == Outcome(.proxyAuth, wasSent: false))
    }

    @Test(arguments: ["403 Forbidden", "502 Bad Gateway"])
    func `that opens no tunnel`(status: String) async throws {
        let proxy = ScriptedServer { peer, _ in peer.answerAll(status) }
        let outcome = Outcome(try await answer(to: post("https://api.test", through(proxy))))
        #expect(outcome == Outcome(.proxy, wasSent: false))
        #expect(proxy.requests.first?.hasPrefix("CONNECT api.test:443 ") == true)
    }

    @Test func `that hangs up on a tunnel`() async throws {
        let proxy = ScriptedServer { peer, _ in peer.readRequest() }
        #expect(
            Outcome(try await answer(to: post("https://api.test", through(proxy)))) == Outcome(.proxy, wasSent: false)
        )
    }

    @Test func `that is not there`() async throws {
        let policy = policy { $0.proxy = .plain("http://127.0.0.1:\(closedPort())") }
        #expect(Outcome(try await answer(to: post("http://api.test", policy))) == Outcome(.proxy, wasSent: false))
    }

    @Test func `whose name has no address`() async throws {
        let policy = policy { $0.proxy = .plain("http://\(String(repeating: "a", count: 64)).test") }
        #expect(Outcome(try await answer(to: post("http://api.test", policy))) == Outcome(.proxy, wasSent: false))
    }

    @Test func `an API's own 407 is its answer`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll("407 Odd") }
        #expect(try await answer(to: post(server.url)).status == 407)
    }

    private func through(_ proxy: ScriptedServer) -> SendPolicy { policy { $0.proxy = .plain(proxy.url) } }
}
