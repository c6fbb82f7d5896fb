import CivilTime
import Crypto
import HTTPServer
import LinuxIO
import Testing

@Suite("A server with TLS", .timeLimit(.minutes(10)))
struct TLSTests {
    let certificates: Certificates

    init() async throws { certificates = try await Certificates() }

    private func serve(
        _ context: TLSServerContext,
        _ limits: ServerLimits = ServerLimits(),
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        let endpoint = HTTPServerConfiguration.Endpoint(.internet(IPAddress(v4: 0x7F00_0001), port: 0), tls: context)
        try await RunningServer.with(limits, endpoints: [endpoint], body)
    }

    @Test(arguments: [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3"), ("-alpn http/1.1,h2", "ALPN protocol: http/1.1")])
    func `answers a request`(options: String, seen: String) async throws {
        try await serve(try certificates.context()) { server in
            let text = try await certificates.ask(port: server.port, options)
            #expect(text.contains("Verify return code: 0 (ok)"))
            #expect(text.contains(seen))
            #expect(text.contains("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("GET /a 127.0.0.1 secure "))
        }
    }

    @Test(arguments: ["-tls1_1 -cipher DEFAULT:@SECLEVEL=0", "-tls1_2 -cipher AES128-SHA", "-alpn h2"])
    func `refuses what is too old or not spoken here`(options: String) async throws {
        try await serve(try certificates.context()) { server in
            let text = try await certificates.ask(port: server.port, options)
            #expect(!text.contains("HTTP/1.1"))
            #expect(server.handler.refused == [.handshake])
        }
    }

    @Test func `refuses who does not speak it`() async throws {
        try await serve(try certificates.context()) { server in
            let client = try server.client()
            client.send(ExchangeTests.get)
            #expect(client.rest()?.contains("HTTP/1.1 200") != true)
            #expect(server.handler.refused == [.handshake])
        }
    }

    @Test func `cuts a handshake that does not end`() async throws {
        var limits = ServerLimits()
        limits.requestTime = .milliseconds(50)
        try await serve(try certificates.context(), limits) { server in
            let client = try server.client()
            client.send([0x16, 0x03, 0x01, 0x02])
            #expect(client.rest() == "")
            #expect(server.handler.refused == [.handshake])
        }
    }

    @Test func `wants a certificate of clients where authorities are named`() async throws {
        try await serve(try certificates.context(authorities: "ca.pem")) { server in
            #expect(!(try await certificates.ask(port: server.port)).contains("HTTP/1.1"))
            let text = try await certificates.ask(port: server.port, "-cert sender.pem -key sender.key")
            #expect(text.contains("GET /a 127.0.0.1 secure /CN=sender "))
        }
    }

    @Test func `proves itself with new files to those who come from then on`() async throws {
        try await serve(try certificates.context()) { server in
            #expect(try await certificates.ask(port: server.port).contains("subject=CN = localhost"))
            try await server.server.use(certificates.context("second"), at: 0)
            #expect(try await certificates.ask(port: server.port).contains("subject=CN = second"))
        }
    }
}
