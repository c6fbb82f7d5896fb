import HTTPServer
import LinuxIO
import Testing

@Suite("Where a request comes from", .timeLimit(.minutes(10)))
struct ForwardingTests {
    @Test(arguments: [
        ("x-forwarded-for: 203.0.113.9", "203.0.113.9 plain"),
        ("x-forwarded-for: 198.51.100.1, 203.0.113.9", "203.0.113.9 plain"),
        ("x-forwarded-for: 203.0.113.9, 10.1.2.3", "203.0.113.9 plain"),
        ("x-forwarded-for: 203.0.113.9\r\nx-forwarded-for: 10.1.2.3", "203.0.113.9 plain"),
        ("x-forwarded-for: 10.9.9.9, 10.1.2.3", "10.9.9.9 plain"),
        ("x-forwarded-for: 203.0.113.9, nonsense, 10.1.2.3", "10.1.2.3 plain"),
        ("x-forwarded-for: [2001:db8::1]:443", "2001:db8::1 plain"),
        ("x-forwarded-for: 203.0.113.9:4711", "203.0.113.9 plain"),
        ("x-forwarded-for:", "127.0.0.1 plain"),
        ("x-forwarded-proto: https", "127.0.0.1 secure"),
        ("x-forwarded-proto: http", "127.0.0.1 plain"),
    ])
    func `is what our own proxies say, up to the first that is none of ours`(field: String, seen: String) async throws {
        let proxies = ["127.0.0.1", "10.0.0.0/8"].compactMap { AddressNetwork($0) }
        try await RunningServer.with(trustedProxies: proxies) { server in
            let client = try server.client()
            client.send("GET / HTTP/1.1\r\nhost: x\r\n\(field)\r\n\r\n")
            #expect(client.answer().hasSuffix("GET / \(seen) "))
        }
    }

    @Test func `is nothing that a stranger says`() async throws {
        let proxies = ["127.0.0.1"].compactMap { AddressNetwork($0) }
        try await RunningServer.with(trustedProxies: proxies) { server in
            let client = try server.client(from: "127.0.0.2")
            client.send("GET / HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 203.0.113.9\r\nx-forwarded-proto: https\r\n\r\n")
            #expect(client.answer().hasSuffix("GET / 127.0.0.2 plain "))
        }
    }
}
