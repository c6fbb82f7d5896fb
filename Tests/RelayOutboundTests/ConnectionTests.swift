import Curl
import Foundation
import RelayCore
import RelayOutbound
import RelayTesting
import Testing

@Suite("Connections are kept, and never cost a second send", .timeLimit(.minutes(10)))
struct ConnectionTests {
    @Test(arguments: Carrier.allCases)
    func `a second request takes the same connection`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, number in peer.answerAll(headers: ["X-Connection: \(number)"]) }
        let answers = try await answers(to: Array(repeating: post(server.url), count: 3), by: carrier)
        #expect(answers.map { $0.headers["x-connection"] } == ["0", "0", "0"])
    }

    @Test(
        arguments: [("POST", true), ("POST", false), ("PUT", true), ("PATCH", false), ("DELETE", true)],
        Carrier.allCases
    )
    func `a kept connection that dies under a request does not send it again`(
        end: (method: String, isReset: Bool),
        by carrier: Carrier
    ) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.answer()
            peer.readRequest()
            if end.isReset { peer.reset() }
        }
        let request = outgoing(Request(method: end.method, base: .plain(server.url), path: "/", body: [0x31]))
        let outcomes = try await answers(to: [request, request], by: carrier).map(Outcome.init)
        #expect(outcomes == [Outcome(status: 200), Outcome(.reset, wasSent: true)])
        #expect(server.requests.count == 2)
    }

    @Test(arguments: Carrier.allCases)
    func `a request without a body is not sent again either`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.answer()
            peer.readRequest()
        }
        let request = outgoing(Request(method: "DELETE", base: .plain(server.url), path: "/"))
        let second = try await answers(to: [request, request], by: carrier).last.map(Outcome.init)
        #expect(second == Outcome(.reset, wasSent: true))
        #expect(server.requests.count == 2)
    }

    @Test(arguments: Carrier.allCases)
    func `reading may be asked twice`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, number in
            peer.readRequest()
            peer.answer()
            peer.readRequest()
            if number > 0 { peer.answer() }
        }
        let second = try await answers(to: [get(server.url), get(server.url)], by: carrier).last.map(Outcome.init)
        #expect(second == Outcome(status: 200))
        #expect(server.requests.count == 3)
    }

    @Test(arguments: Carrier.allCases)
    func `a connection that has ended meanwhile is not used`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.answer()
        }
        let outcomes = try await withSender(by: carrier) { sender, _ in
            var outcomes: [Outcome] = []
            for count in 1...3 {
                outcomes.append(Outcome(await sender.send(post(server.url))))
                try await server.waitForClosed(count)
            }
            return outcomes
        }
        #expect(outcomes == Array(repeating: Outcome(status: 200), count: 3))
        #expect(server.requests.count == 3)
    }

    @Test(arguments: Carrier.allCases)
    func `many requests are under way at once`(by carrier: Carrier) async throws {
        let gate = Gate(64)
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            gate.pass()  // No answer leaves before all requests are there.
            peer.answer()
        }
        let statuses = try await withSender(by: carrier) { sender, _ in
            await withTaskGroup(of: Int?.self) { group in
                for _ in 0..<64 { group.addTask { await sender.send(post(server.url)).status } }
                return await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(statuses == Array(repeating: 200, count: 64))
    }

    @Test(arguments: Carrier.allCases)
    func `a cancelled send ends at once with its connection`(by carrier: Carrier) async throws {
        let server = ScriptedServer { peer, _ in
            peer.readRequest()
            peer.waitForEnd()
        }
        let outcome = try await withSender(by: carrier) { sender, _ in
            try await withThrowingTaskGroup(of: Outcome.self) { group in
                group.addTask { Outcome(await sender.send(post(server.url))) }
                try await server.waitForRequests(1)
                group.cancelAll()
                sender.cancelAll()
                return try await group.next()
            }
        }
        #expect(outcome == Outcome(.cancelled, wasSent: true))
        try await server.waitForClosed(1)
    }

    @Test(arguments: Carrier.allCases)
    func `a send that is cancelled before it begins does not leave`(by carrier: Carrier) async throws {
        let outcome = try await withSender(by: carrier) { sender, _ in
            await withTaskGroup(of: Outcome.self) { group in
                group.cancelAll()
                group.addTask { Outcome(await sender.send(post("http://127.0.0.1:\(closedPort())"))) }
                return await group.next()
            }
        }
        #expect(outcome == Outcome(.cancelled, wasSent: false))
    }
}

/// Lets nobody through until so many have come.
final class Gate: @unchecked Sendable {
    // `missing` is read and written under `condition`.
    private let condition = NSCondition()
    private var missing: Int

    init(_ count: Int) { missing = count }

    func pass() {
        condition.withLock {
            missing -= 1
            condition.broadcast()
            while missing > 0 { condition.wait() }
        }
    }
}
