import Foundation
package import RelayTesting

/// Speaks TLS before a destination, and hands on every byte, every end and every reset.
package final class TLSFront: Sendable {
    /// What it shows, which vouches for itself.
    package let certificate: Certificate
    package let base: String
    private let process: ChildProcess

    /// Stands before what listens on `port`; its certificate is put into the folder.
    package init(before port: UInt16, in folder: TrialFolder) async throws {
        certificate = try await Certificate(named: "front", in: folder.url.path)
        let arguments = ["-u", "-c", Self.script, certificate.path, certificate.keyPath, "\(port)"]
        process = try ChildProcess("python3", arguments, errors: .discarded)
        let line = try await process.output.wait { $0.lineCount > 0 }.lines[0]
        base = "https://127.0.0.1:\(line)"
    }

    private static let script = #"""
        import socket, ssl, struct, sys, threading
        certificate, key, port = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        def reset(plain):
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        def hand_on(source, target, raw):
            try:
                while data := source.recv(65536):
                    target.sendall(data)
            except ConnectionResetError:
                reset(raw)
            except (OSError, ValueError):
                pass
            for end in (source, target):
                try: end.shutdown(socket.SHUT_RDWR)
                except OSError: pass

        def serve(raw):
            try:
                behind = socket.create_connection(("127.0.0.1", int(port)))
                front = context.wrap_socket(raw, server_side=True)
            except OSError:
                return raw.close()
            back = threading.Thread(target=hand_on, args=(behind, front, front), daemon=True)
            back.start()
            hand_on(front, behind, behind)
            back.join()
            front.close()
            behind.close()

        listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        print(listener.getsockname()[1])
        while True:
            peer = listener.accept()[0]
            threading.Thread(target=serve, args=(peer,), daemon=True).start()
        """#
}
