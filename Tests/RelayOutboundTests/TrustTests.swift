import RelayCore
import RelayTesting
import Testing

@Suite("An encrypted connection is believed or not used", .timeLimit(.minutes(10)))
struct TrustTests {
    @Test func `an authority that nobody knows is not believed`() async throws {
        let server = try await EncryptedServer()
        #expect(Outcome(try await answer(to: post(server.url))) == Outcome(.tlsCertificate, wasSent: false))
    }

    @Test func `an authority of the destination's own is believed`() async throws {
        let server = try await EncryptedServer()
        let answer = try await answer(to: post(server.url, trusting(server)))
        #expect(answer.status == 200)
        #expect(answer.text == "TLSv1.3")
    }

    @Test func `a certificate for another name is not believed`() async throws {
        let server = try await EncryptedServer()
        let url = server.url.replacing("127.0.0.1", with: "localhost")
        #expect(Outcome(try await answer(to: post(url, trusting(server)))) == Outcome(.tlsCertificate, wasSent: false))
    }

    @Test func `an old version is not spoken`() async throws {
        let server = try await EncryptedServer(version: "TLSv1_1")
        #expect(Outcome(try await answer(to: post(server.url, trusting(server)))) == Outcome(.tls, wasSent: false))
    }

    @Test func `a server that speaks no TLS`() async throws {
        let server = ScriptedServer { peer, _ in
            _ = peer.read()
            peer.answer("400 Bad Request")
        }
        let url = "https://127.0.0.1:\(server.port)"
        #expect(Outcome(try await answer(to: post(url))) == Outcome(.tls, wasSent: false))
    }

    @Test func `a file of authorities that is not there`() async throws {
        let server = try await EncryptedServer()
        let policy = policy { $0.trust = ClientTrust(authorities: "/nowhere/authorities.pem") }
        #expect(Outcome(try await answer(to: post(server.url, policy))) == Outcome(.tlsCertificate, wasSent: false))
    }

    @Test func `a certificate of ours is shown`() async throws {
        let server = try await EncryptedServer(asksForCertificate: true)
        let policy = policy {
            let own = server.certificate
            $0.trust = ClientTrust(authorities: own.path, certificate: own.path, key: own.keyPath)
        }
        #expect(try await answer(to: post(server.url, policy)).status == 200)
    }

    private func trusting(_ server: EncryptedServer) -> SendPolicy {
        policy { $0.trust = ClientTrust(authorities: server.certificate.path) }
    }
}

/// A server in Python with a certificate of its own for 127.0.0.1; it answers with the version of TLS.
final class EncryptedServer {
    let certificate: Certificate
    let url: String
    private let folder: Folder
    private let process: ChildProcess

    init(version: String = "", asksForCertificate: Bool = false) async throws {
        folder = try Folder()
        certificate = try await Certificate(named: "server", in: folder.path)
        process = try ChildProcess(
            "python3",
            ["-u", "-c", Self.script, certificate.path, certificate.keyPath, version, asksForCertificate ? "ask" : ""]
        )
        url = "https://127.0.0.1:\(try await process.output.wait { $0.lineCount > 0 }.lines[0])"
    }

    private static let script = #"""
        import http.server, ssl, sys
        certificate, key, version, ask = sys.argv[1:]

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                body = self.connection.version().encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            def log_message(self, *words): pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *words): pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        if version:
            context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
            context.set_ciphers("ALL:@SECLEVEL=0")
        if ask:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(certificate)
        server = Server(("127.0.0.1", 0), Handler)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """#
}
