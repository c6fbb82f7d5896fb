import Foundation
import HTTPClient
import RelayTesting
import Testing

@Suite("The client keeps connections, and never sends twice in doubt", .timeLimit(.minutes(5)))
struct ConnectionTests {
    @Test func `one connection carries requests one behind the other`() async throws {
        let server = ScriptedServer { peer, number in peer.answerAll(body: "\(number)") }
        let outcomes = try await withClient { caller in
            var outcomes: [Outcome] = []
            for _ in 0..<20 { outcomes.append(Outcome(await caller.send(Sent(server)))) }
            return outcomes
        }
        #expect(outcomes == Array(repeating: Outcome(200, "0"), count: 20))
    }

    @Test func `a client that is gone has closed what it kept`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let outcome = try await withClient { Outcome(await $0.send(Sent(server))) }
        #expect(outcome == Outcome(200))
        try await server.waitForClosed(1)
    }

    @Test(arguments: [
        ["Connection: close"], ["Connection: x, Close"], ["Content-Length: 0", "Transfer-Encoding: chunked"],
    ])
    func `a connection that the server gives up is not used again`(headers: [String]) async throws {
        let server = ScriptedServer { peer, number in peer.answerAll(headers: headers, body: "\(number)") }
        let last = try await withClient { caller in
            _ = await caller.send(Sent(server))
            try await server.waitForClosed(1)
            return Outcome(await caller.send(Sent(server)))
        }
        #expect(last == (headers.count == 1 ? Outcome(200, "1") : Outcome(200, isCut: true)))
    }

    @Test func `a connection with bytes behind the answer is not used again`() async throws {
        let server = ScriptedServer { peer, number in
            peer.readRequest()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\(number)HTTP/1.1 200 OK\r\n\r\n")
            peer.waitForEnd()
        }
        let outcomes = try await withClient { caller in
            [Outcome(await caller.send(Sent(server))), Outcome(await caller.send(Sent(server)))]
        }
        #expect(outcomes == [Outcome(200, "0"), Outcome(200, "1")])
        try await server.waitForClosed(2)
    }

    @Test func `a kept connection that has ended is not used, and nothing is in doubt`() async throws {
        let server = ScriptedServer { peer, number in
            peer.readRequest()
            peer.answer(body: "\(number)")
        }
        let outcomes = try await withClient { caller in
            var outcomes: [Outcome] = []
            for count in 1...5 {
                outcomes.append(Outcome(await caller.send(Sent(server))))
                try await server.waitForClosed(count)
            }
            return outcomes
        }
        #expect(outcomes == (0..<5).map { Outcome(200, "\($0)") })
    }

    @Test(arguments: [("POST", 2), ("DELETE", 2), ("GET", 3), ("HEAD", 3)], [true, false])
    func `a kept connection that dies under a request`(method: (name: String, requests: Int), byReset: Bool)
        async throws
    {
        let server = ScriptedServer { peer, number in
            peer.readRequest()
            peer.answer()
            peer.readRequest()
            if number > 0 { peer.answer() }
            if byReset { peer.reset() }
        }
        let outcomes = try await withClient { caller in
            [
                Outcome(await caller.send(Sent(server, method.name))),
                Outcome(await caller.send(Sent(server, method.name))),
            ]
        }
        // One that only reads is asked again on a new connection.
        #expect(outcomes == [Outcome(200), method.requests == 3 ? Outcome(200) : Outcome(.reset)])
        #expect(server.requests.count == method.requests)
    }

    @Test func `reading is asked twice and not three times`() async throws {
        let server = ScriptedServer { peer, number in
            peer.readRequest()
            if number == 0 { peer.answer() }
            if number == 0 { peer.readRequest() }
        }
        let outcomes = try await withClient { caller in
            [Outcome(await caller.send(Sent(server, "GET"))), Outcome(await caller.send(Sent(server, "GET")))]
        }
        #expect(outcomes == [Outcome(200), Outcome(.reset)])
        #expect(server.requests.count == 3)
    }

    @Test func `many requests are under way at once`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let statuses = try await withClient { caller in
            await withTaskGroup(of: Outcome.self) { group in
                for _ in 0..<100 { group.addTask { Outcome(await caller.send(Sent(server))) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(statuses == Array(repeating: Outcome(200), count: 100))
    }

    @Test func `a large request and a large answer come through whole`() async throws {
        let body = String(repeating: "0123456789", count: 300_000)
        let server = ScriptedServer { peer, _ in
            while let request = peer.readRequest() { peer.answer(body: String(request.suffix(body.utf8.count))) }
        }
        var sent = Sent(server)
        sent.body = body
        sent.answerLimit = 4 << 20
        #expect(try await result(of: sent) == Outcome(200, body))
    }

    // MARK: Reaching a server

    @Test(arguments: ["localhost", "sub.localhost", "127.0.0.1", "LOCALHOST"])
    func `a name of this machine needs no asking, and its next address follows one that refuses`(
        host: String
    ) async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        var sent = Sent(server)
        sent.host = host
        #expect(try await result(of: sent) == Outcome(200))
    }

    @Test func `a name that must be looked up is so for all who ask`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        var sent = Sent(server)
        sent.host = "127.1"  // The system reads it without asking anybody, but only the system.
        let outcomes = try await withClient { [sent] caller in
            let first = await withTaskGroup(of: Outcome.self) { group in
                for _ in 0..<20 { group.addTask { Outcome(await caller.send(sent)) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            return first + [Outcome(await caller.send(sent))]
        }
        #expect(outcomes == Array(repeating: Outcome(200), count: 21))
    }

    @Test func `a name without an address`() async throws {
        var sent = Sent(port: 80)
        sent.host = String(repeating: "a", count: 64) + ".test"  // A label too long, so that nobody need be asked.
        #expect(try await result(of: sent) == Outcome(.unresolved, wasSent: false))
    }

    @Test func `a port where nobody listens`() async throws {
        #expect(try await result(of: Sent(port: ScriptedServer().port)) == Outcome(.refused, wasSent: false))
    }

    @Test(arguments: [(200, 30_000), (30_000, 200)])
    func `a host that does not take the connection`(connect: Int, whole: Int) async throws {
        let server = ScriptedServer(backlog: 0)
        let fillers = try Filler.fill(port: server.port)
        var sent = Sent(server)
        sent.connectTimeout = .milliseconds(connect)
        sent.timeout = .milliseconds(whole)
        #expect(try await result(of: sent) == Outcome(.connectTimedOut, wasSent: false))
        withExtendedLifetime((server, fillers)) {}
    }

    // MARK: Time

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"])
    func `an answer that does not come to its end in time`(part: String) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.write(part)
            peer.waitForEnd()
        }
        var sent = Sent(server)
        sent.timeout = .milliseconds(200)
        #expect(try await result(of: sent) == Outcome(.timedOut))
        try await server.waitForClosed(1)
    }

    @Test func `one that waits for long does not hold up another's time`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.waitForEnd()
        }
        let outcomes = try await withClient { caller in
            await withTaskGroup(of: Outcome.self) { group in
                for milliseconds in [300, 100, 200] {
                    var sent = Sent(server)
                    sent.timeout = .milliseconds(milliseconds)
                    group.addTask { [sent] in Outcome(await caller.send(sent)) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(outcomes == Array(repeating: Outcome(.timedOut), count: 3))
    }

    // MARK: Cancelling

    @Test func `a cancelled request ends at once with its connection`() async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.waitForEnd()
        }
        let outcome = try await withClient { caller in
            try await withThrowingTaskGroup(of: Outcome.self) { group in
                group.addTask { Outcome(await caller.send(Sent(server))) }
                try await server.waitForRequests(1)
                caller.client.cancelAll()
                return try await group.next()
            }
        }
        #expect(outcome == Outcome(.cancelled))
        try await server.waitForClosed(1)
    }

    @Test func `one that is cancelled before it begins does not leave`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let outcome = try await withClient { caller in
            await withTaskGroup(of: Outcome.self) { group in
                group.cancelAll()
                group.addTask { Outcome(await caller.send(Sent(server))) }
                return await group.next()
            }
        }
        #expect(outcome == Outcome(.cancelled, wasSent: false))
        #expect(server.requests.isEmpty)
    }

    @Test func `nothing begins after the end of all`() async throws {
        let server = ScriptedServer { peer, _ in peer.answerAll() }
        let outcome = try await withClient { caller in
            _ = await caller.send(Sent(server))
            caller.client.cancelAll()
            // The client hears of it in one of its next turns, and each answer that still comes takes one.
            var outcome = Outcome(await caller.send(Sent(server)))
            for _ in 0..<100 where outcome.wasSent { outcome = Outcome(await caller.send(Sent(server))) }
            return outcome
        }
        #expect(outcome == Outcome(.cancelled, wasSent: false))
    }

    @Test func `a request does not tell what it holds`() async throws {
        let request = try await withClient { caller in
            var sent = Sent(port: 1)
            sent.path = "/secret"
            let request = sent.request(to: caller.client.origin(host: "a.test", port: 80))
            var dumped = ""
            dump(request, to: &dumped)
            return "\(request)" + String(reflecting: request) + dumped
        }
        #expect(!request.contains("secret"))
    }
}
