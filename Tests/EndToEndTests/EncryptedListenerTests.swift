import Foundation
import RelayTesting
import RelayTrials
import Testing

@Suite("A listener with a certificate", .timeLimit(.minutes(10)))
struct EncryptedListenerTests {
    private static func routes(_ service: String) -> String {
        """
        { "version": 1, "service": { \(service) },
          "sources": { "shop": { "signature": { "scheme": "none" }, "id": "body.id", "type": "'order'" } },
          "destinations": { "sink": { "api": "http", "base": "http://127.0.0.1:1", "mode": "hold" } },
          "routes": [ { "name": "all", "from": "shop", "on": "*", "send": [ { "to": "sink", "call": "request" } ] } ] }
        """
    }

    /// A folder whose routes file names a certificate that lies in it.
    private static func folder() async throws -> (folder: TrialFolder, certificate: Certificate) {
        let folder = try TrialFolder(routes: "")
        let certificate = try await Certificate(named: "relay", in: folder.url.path)
        let tls = #""tls": { "certificate": "\#(certificate.path)", "key": "\#(certificate.keyPath)" }"#
        try folder.write(routes: routes(tls))
        return (folder, certificate)
    }

    /// Posts an event as somebody who trusts nothing but the certificate that lies there now; gives all that is printed.
    private static func post(_ id: String, to relay: RelayProcess, trusting certificate: Certificate) async throws
        -> String
    {
        let body = #"{"id":"\#(id)"}"#
        let request =
            "POST /hooks/shop HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let address = "127.0.0.1:\(try await relay.port())"
        return try await ChildProcess.run(
            "openssl",
            [
                "s_client", "-connect", address, "-CAfile", certificate.path, "-verify_return_error", "-ign_eof",
                "-no_ticket",
            ],
            input: .bytes(Array(request.utf8)),
            errors: .merged
        ).output
    }

    @Test func `speaks TLS, and shows a renewed certificate without a restart`() async throws {
        let (folder, certificate) = try await Self.folder()
        let relay = try await RelayProcess.start(in: folder)
        #expect(try await Self.post("1", to: relay, trusting: certificate).contains("HTTP/1.1 200 OK"))

        _ = try await Certificate(named: "relay", in: folder.url.path)
        let stale = try await Self.post("2", to: relay, trusting: certificate)
        #expect(stale.contains("certificate verify failed") && !stale.contains("HTTP/1.1"))

        relay.signal(SIGHUP)
        try await relay.line("reloaded")
        #expect(try await Self.post("3", to: relay, trusting: certificate).contains("HTTP/1.1 200 OK"))
        #expect(try await relay.stop() == 0)
    }

    @Test func `keeps the certificate that it has where a renewed one cannot be read`() async throws {
        let (folder, certificate) = try await Self.folder()
        let good = try String(contentsOfFile: certificate.path, encoding: .utf8)
        let relay = try await RelayProcess.start(in: folder)
        try "none".write(toFile: certificate.path, atomically: true, encoding: .utf8)
        let refused = try await ProgramRun.on(folder, "reload")
        #expect(
            refused.status == 1 && refused.errors.contains("relay.pem': no certificate could be read"),
            "\(refused)"
        )
        try good.write(toFile: certificate.path, atomically: true, encoding: .utf8)
        #expect(try await Self.post("1", to: relay, trusting: certificate).contains("HTTP/1.1 200 OK"))

        try folder.write(routes: Self.routes(""))
        let plain = try await ProgramRun.on(folder, "reload")
        #expect(plain.status == 1 && plain.errors.contains("service.tls"), "\(plain)")
        #expect(try await relay.stop() == 0)
    }

    @Test func `hears no plain text`() async throws {
        let (folder, _) = try await Self.folder()
        let relay = try await RelayProcess.start(in: folder)
        let answer = try await RunningTests.post("1", to: relay)
        #expect(answer == nil)
        #expect(try await relay.stop() == 0)
    }

    @Test func `does not start without its certificate`() async throws {
        let tls = #""tls": { "certificate": "none.pem", "key": "none.key" }"#
        let folder = try TrialFolder(routes: Self.routes(tls))
        let relay = try RelayProcess(in: folder)
        #expect(try await relay.end() == 1)
        #expect(try await relay.wholeLog().joined().contains("none.pem"))
    }
}
