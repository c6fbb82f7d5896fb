import HTTPServer
import HTTPWire
import LinuxIO
import Testing

@Suite("A server", .timeLimit(.minutes(1)))
struct ExchangeTests {
    @Test func `answers a request`() async throws {
        try await RunningServer.with { server in
            let client = try server.client()
            client.send("GET /a?b HTTP/1.1\r\nhost: x\r\n\r\n")
            let answer = client.answer()
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\ndate: "))
            #expect(answer.hasSuffix("\r\ncontent-length: 25\r\n\r\nGET /a?b 127.0.0.1 plain "))
        }
    }
}
