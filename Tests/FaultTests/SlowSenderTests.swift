import RelayTesting
import RelayTrials
import Testing

@Suite("A sender that takes its time", .timeLimit(.minutes(10)))
struct SlowSenderTests {
    private static let limits = #""limits": { "request": "1s" }"#

    @Test(arguments: [
        ("header", "POST /hooks/shop HTTP/1.1\r\nHost: relay\r\nContent-"),
        ("body", "POST /hooks/shop HTTP/1.1\r\nHost: relay\r\nContent-Length: 30\r\n\r\n{\"id\":"),
        (
            "chunked body",
            "POST /hooks/shop HTTP/1.1\r\nHost: relay\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n"
        ),
    ])
    func `is cut off, and others are served meanwhile`(part: String, bytes: String) async throws {
        let destination = try FaultyDestination { _ in .answer(200) }
        let folder = try TrialFolder(routes: Shop.routes(service: Self.limits))
        let relay = try await RelayProcess.start(in: folder, bases: ["sink": destination.base])
        let port = try await relay.port()
        let slow = try await elsewhere { try (0..<50).map { _ in try Wire(port: port) } }
        for wire in slow { wire.send(bytes) }
        #expect(try await Shop.post(Shop.order("a", 1), to: port)?.status == 200)
        let statuses = try await elsewhere {
            slow.map { wire in
                var rest: [UInt8] = []
                defer { wire.waitForEnd() }
                return wire.message(&rest)?.status ?? 0
            }
        }
        #expect(statuses == Array(repeating: 408, count: 50))
        #expect(try await relay.stop() == 0)
        #expect(destination.traffic.state.done == 1)
    }
}
