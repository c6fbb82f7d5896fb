import Foundation
import RelayCore
import RelayTesting
import Testing

@Suite("A send that fails says why and whether it left", .timeLimit(.minutes(10)))
struct FailureTests {
    @Test(arguments: Carrier.allCases)
    func `a name without an address`(by carrier: Carrier) async throws {
        let label = String(repeating: "a", count: 64)  // One character too long, so that nobody need be asked.
        let answer = try await answer(to: post("http://\(label).test"), by: carrier)
        #expect(Outcome(answer) == Outcome(.dns, wasSent: false))
    }

    @Test(arguments: Carrier.allCases)
    func `a port where nobody listens`(by carrier: Carrier) async throws {
        let answer = try await answer(to: post("http://127.0.0.1:\(closedPort())"), by: carrier)
        #expect(Outcome(answer) == Outcome(.connectRefused, wasSent: false))
    }

    @Test(arguments: Carrier.allCases)
    func `a host that does not take the connection`(by carrier: Carrier) async throws {
        let server = ScriptedServer(backlog: 0)
        let fillers = try Filler.fill(port: server.port)
        let answer = try await answer(
            to: post(server.url, policy { $0.connectTimeout = .milliseconds(200) }),
            by: carrier
        )
        #expect(Outcome(answer) == Outcome(.connectTimeout, wasSent: false))
        withExtendedLifetime((server, fillers)) {}
    }

    @Test(arguments: Carrier.allCases)
    func `an answer that does not come in time`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.waitForEnd()
        }
        let answer = try await answer(to: post(server.url, policy { $0.timeout = .milliseconds(200) }), by: carrier)
        #expect(Outcome(answer) == Outcome(.timeout, wasSent: true))
        try await server.waitForRequests(1)  // On a busy machine it reads later than we give up.
    }

    @Test(arguments: Carrier.allCases)
    func `an answer that stops half way`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            peer.waitForEnd()
        }
        let answer = try await answer(to: post(server.url, policy { $0.timeout = .milliseconds(200) }), by: carrier)
        #expect(Outcome(answer) == Outcome(.timeout, wasSent: true))
    }

    @Test(
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
            "HTTP/1.1 200 OK\r\nContent-Le",
        ],
        Carrier.allCases
    )
    func `an answer that is cut off`(part: String, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(part)
        }
        let answer = try await answer(to: post(server.url), by: carrier)
        #expect(Outcome(answer) == Outcome(.cut, wasSent: true))
    }

    @Test(arguments: ["Content-Length: 10\r\n", ""], Carrier.allCases)
    func `a reset in the middle of the answer`(field: String, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\n\(field)\r\nhalf")
            peer.reset()
        }
        #expect(Outcome(try await answer(to: post(server.url), by: carrier)) == Outcome(.cut, wasSent: true))
    }

    @Test(arguments: [true, false], Carrier.allCases)
    func `a connection that ends before the answer`(byReset: Bool, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            if byReset { peer.reset() }
        }
        #expect(Outcome(try await answer(to: post(server.url), by: carrier)) == Outcome(.reset, wasSent: true))
        #expect(server.requests.count == 1)
    }

    @Test(
        arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}\u{3}\r\n\r\n", "HTTP/0.9 200\r\n\r\n"],
        Carrier.allCases
    )
    func `an answer that is none`(text: String, by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(text)
        }
        #expect(
            Outcome(try await answer(to: post(server.url), by: carrier)) == Outcome(.answerMalformed, wasSent: true)
        )
    }

    @Test(arguments: Carrier.allCases)
    func `headers without an end`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\n")
            for number in 0..<200 { peer.write("X-\(number): \(String(repeating: "x", count: 1_000))\r\n") }
            peer.waitForEnd()
        }
        #expect(Outcome(try await answer(to: post(server.url), by: carrier)) == Outcome(.answerTooLong, wasSent: true))
    }

    @Test(
        arguments: ["ftp://127.0.0.1", "file:///etc/passwd", "http://", "http://user:word@127.0.0.1", "http://a b"],
        Carrier.allCases
    )
    func `a base that is no place to send to`(base: String, by carrier: Carrier) async throws {
        #expect(Outcome(try await answer(to: post(base), by: carrier)) == Outcome(.requestInvalid, wasSent: false))
    }

    @Test func `every failure has a word of its own in lower case`() {
        for failure in SendFailure.allCases { #expect(failure.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil) }
    }
}

/// A port that was free a moment ago.
func closedPort() -> UInt16 { ScriptedServer().port }
