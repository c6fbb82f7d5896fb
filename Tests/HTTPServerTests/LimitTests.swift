import HTTPServer
import HTTPWire
import LinuxIO
import Testing

@Suite("A server's limits", .timeLimit(.minutes(10)))
struct LimitTests {
    private func limits(_ change: (inout ServerLimits) -> Void) -> ServerLimits {
        var limits = ServerLimits()
        change(&limits)
        return limits
    }

    @Test(arguments: [
        (
            "GET /" + String(repeating: "a", count: 20_000) + " HTTP/1.1\r\nhost: x\r\n\r\n", 414,
            "request-line-too-long"
        ),
        ("GET / HTTP/1.1\r\na: " + String(repeating: "a", count: 20_000) + "\r\n\r\n", 431, "head-too-large"),
        ("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 262145\r\n\r\n", 413, "body-too-large"),
        ("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n40001\r\n", 413, "body-too-large"),
        ("POST /short HTTP/1.1\r\nhost: x\r\ncontent-length: 11\r\n\r\n", 413, "body-too-large"),
        (
            "GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n", 400,
            "length-and-coding"
        ),
        ("GET / HTTP/1.1\r\nhost: x\r\nhost: y\r\n\r\n", 400, "two-hosts"),
        ("GET / HTTP/1.1\nhost: x\n\n", 400, "bare-line-feed"),
        ("GET / HTTP/1.1\r\nhost: x\r\nexpect: tea\r\n\r\n", 417, "expectation"),
        ("GET / HTTP/2.0\r\nhost: x\r\n\r\n", 505, "version-not-supported"),
        ("\u{16}\u{3}\u{1}\u{2}", 400, "control-character"),
    ])
    func `refuse what is too large or means two things, and close`(text: String, status: Int, word: String) async throws
    {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send(text)
            let answer = client.answer()
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
            #expect(answer.contains("\r\nconnection: close\r\n"))
            // Whoever goes on sending reads the answer all the same, and then the end rather than a reset.
            client.send([UInt8](repeating: 0x61, count: 300_000))
            client.finishSending()
            #expect(client.rest() == "")
            #expect(server.handler.refused.map(\.word) == [word])
            #expect(server.handler.refused.map(\.status) == [status])
        }
    }

    @Test(arguments: [
        "G", "POST / HTTP/1.1\r\nhost: x\r\n", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nab",
    ])
    func `cut who does not finish a request in time`(text: String) async throws {
        try await RunningServer.with(limits { $0.requestTime = .milliseconds(50) }) { server in
            let client = try server.client()
            client.send(text)
            #expect(client.answer().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
            client.finishSending()
            #expect(client.rest() == "")
            #expect(server.handler.refused == [.requestTime])
        }
    }

    @Test func `cut who sends a byte now and then`() async throws {
        try await RunningServer.with(limits { $0.requestTime = .milliseconds(100) }) { server in
            let client = try server.client()
            client.send("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n")
            // Bytes come all the time, each a new event; the server hangs up nevertheless, and sends fail.
            var sent = 0
            while server.handler.refused.isEmpty, sent < 100_000 {
                client.send("a")
                sent += 1
                await Task.yield()
                client.waitBriefly()
            }
            #expect(server.handler.refused == [.requestTime])
            #expect(client.answer().hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test func `close who is idle, without a word`() async throws {
        try await RunningServer.with(limits { $0.idleTime = .milliseconds(50) }) { server in
            let fresh = try server.client()
            let used = try server.client()
            used.send(ExchangeTests.get)
            #expect(used.rest()?.hasSuffix("GET /a?b 127.0.0.1 plain ") == true)
            #expect(fresh.rest() == "")
            #expect(server.handler.refused == [])
        }
    }

    @Test func `cut who does not take an answer in time`() async throws {
        try await RunningServer.with(limits { $0.answerTime = .milliseconds(50) }) { server in
            let client = try server.client()
            client.send("GET /large HTTP/1.1\r\nhost: x\r\n\r\n")
            while server.handler.refused.isEmpty { await Task.yield() }
            #expect(server.handler.refused == [.answerTime])
            // What the system had taken arrives, and no more.
            #expect((client.rest()?.utf8.count ?? 0) < 64 << 20)
        }
    }

    @Test func `tell one connection too many to come again`() async throws {
        try await RunningServer.with(limits { $0.connections = 2 }) { server in
            var clients = [try server.client(), try server.client()]
            for client in clients {
                client.send(ExchangeTests.get)
                #expect(client.answer().hasPrefix("HTTP/1.1 200 "))
            }
            let third = try server.client()
            let answer = third.answer()
            #expect(answer.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
            #expect(answer.contains("\r\nretry-after: 1\r\n"))
            third.finishSending()
            #expect(third.rest() == "")
            #expect(server.handler.refused == [.connections])

            clients[0].finishSending()
            #expect(clients.removeFirst().rest() == "")
            let fourth = try server.client()
            fourth.send(ExchangeTests.get)
            #expect(fourth.answer().hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `hold the connections of one address against that address only`() async throws {
        try await RunningServer.with(limits { $0.connectionsOfAddress = 1 }) { server in
            let first = try server.client()
            first.send(ExchangeTests.get)
            #expect(first.answer().hasPrefix("HTTP/1.1 200 "))
            #expect(try server.client().answer().hasPrefix("HTTP/1.1 429 Too Many Requests\r\n"))
            let other = try server.client(from: "127.0.0.2")
            other.send(ExchangeTests.get)
            #expect(other.answer().hasPrefix("HTTP/1.1 200 "))
            #expect(server.handler.refused == [.connectionsOfAddress])
        }
    }

    @Test func `let so many requests of an address through, and no more`() async throws {
        let rate = AddressRate(perSecond: 0.001, burst: 3)
        try await RunningServer.with(limits { $0.rateOfAddress = rate }) { server in
            let client = try server.client()
            let statuses = (0..<4).map { _ in
                client.send(ExchangeTests.post)
                return client.answer().prefix(12)
            }
            #expect(statuses == ["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 429"])
            client.send(ExchangeTests.get)
            let answer = client.answer()
            let wait = answer.firstMatch(of: /retry-after: (\d+)/).flatMap { Int($0.1) } ?? 0
            #expect((900...1_000).contains(wait))
            let other = try server.client(from: "127.0.0.2")
            other.send(ExchangeTests.get)
            #expect(other.answer().hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `have addresses beyond those that are told apart share one measure`() async throws {
        let limits = limits {
            $0.rateOfAddress = AddressRate(perSecond: 0.001, burst: 1)
            $0.addresses = 2
        }
        try await RunningServer.with(limits) { server in
            let statuses = try (1...4).map { number in
                let client = try server.client(from: "127.0.0.\(number)")
                client.send(ExchangeTests.get)
                return client.answer().prefix(12)
            }
            #expect(statuses == ["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 429"])
        }
    }
}
