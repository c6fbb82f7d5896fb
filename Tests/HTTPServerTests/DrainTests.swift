import HTTPServer
import HTTPWire
import Testing

@Suite("A server that is to end", .timeLimit(.minutes(10)))
struct DrainTests {
    @Test func `answers what is in flight, closes who is idle and takes nobody new`() async throws {
        try await RunningServer.with { server in
            let idle = try server.client()
            idle.send(ExchangeTests.get)
            #expect(idle.answer().hasPrefix("HTTP/1.1 200 "))
            let busy = try server.client()
            busy.send("GET /wait HTTP/1.1\r\nhost: x\r\n\r\n")
            await server.handler.waitForRequest()

            server.cancel()
            #expect(idle.rest() == "")
            #expect(throws: (any Error).self) { try server.client() }
            server.handler.release()
            let answer = busy.rest()
            #expect(answer?.contains("\r\nconnection: close\r\n") == true)
            #expect(answer?.hasSuffix("GET /wait 127.0.0.1 plain ") == true)
            await server.end()
        }
    }

    @Test func `waits for a request that has begun`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send("POST /p HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n")
            #expect(client.text(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            server.cancel()
            client.send("hello")
            #expect(client.rest()?.hasSuffix("POST /p 127.0.0.1 plain hello") == true)
        }
    }

    @Test func `cuts what is in flight when its time is over, and cancels the handler`() async throws {
        var limits = ServerLimits()
        limits.drainTime = .milliseconds(50)
        try await RunningServer.with(limits) { server in
            let waiting = try server.client()
            waiting.send("GET /wait HTTP/1.1\r\nhost: x\r\n\r\n")
            await server.handler.waitForRequest()
            let half = try server.client()
            half.send("POST /p HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n")
            #expect(half.text(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            await server.end()
            #expect(waiting.rest() == "")
            #expect(half.rest() == "")
        }
    }

    @Test func `ends at once when nothing is connected, whatever its time is`() async throws {
        var limits = ServerLimits()
        limits.drainTime = .seconds(3_600)
        try await RunningServer.with(limits, loops: 3) { server in await server.end() }
    }
}
