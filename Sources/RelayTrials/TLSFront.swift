package import Foundation

/// Speaks TLS before a destination, and hands on every byte, every end and every reset.
package final class TLSFront: Sendable {
    private let process: Process
    package let base: String

    /// Stands before what listens on `port`; its certificate, which vouches for itself, is put into the folder.
    package init(before port: UInt16, in folder: TrialFolder) throws {
        let files = [folder.certificate.path, folder.url.appending(path: "key.pem").path]
        try Self.makeCertificate(files)
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-u", "-c", Self.script] + files + ["\(port)"]
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        base = "https://127.0.0.1:\(line.filter { $0.isNumber })"
    }

    deinit { process.terminate() }

    private static func makeCertificate(_ files: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-out", files[0], "-keyout", files[1],
        ]
        process.standardError = FileHandle.nullDevice
        try process.runToEnd {}
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

extension TrialFolder {
    /// The certificate that a front in this folder shows.
    package var certificate: URL { url.appending(path: "certificate.pem") }
}
