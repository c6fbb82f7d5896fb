import Crypto
import RelayTesting

/// Keys and certificates of a test's own, made by OpenSSL's command.
struct Certificates {
    let folder: TemporaryFolder

    /// Makes an authority and, signed by it, a certificate for `localhost` and one for a client.
    init() async throws {
        folder = try TemporaryFolder()
        try await Self.run(
            """
            new() { openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "$@"; }
            sign() { openssl x509 -req -in $1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out $1.pem; }
            new -x509 -days 2 -subj /CN=authority -keyout ca.key -out ca.pem
            for name in localhost second sender; do
                new -subj /CN=$name -keyout $name.key -out $name.csr
                sign $name
            done
            """,
            in: folder.path
        )
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    func context(_ name: String = "localhost", authorities: String? = nil) throws -> TLSServerContext {
        try TLSServerContext(
            TLSFiles(
                certificates: path("\(name).pem"),
                key: path("\(name).key"),
                clientAuthorities: authorities.map(path)
            )
        )
    }

    /// Asks a server for `/a` with OpenSSL's client, and gives all that it prints.
    func ask(port: UInt16, _ options: String = "") async throws -> String {
        let request = #"GET /a HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"#
        return try await Self.run(
            "printf '\(request)' | openssl s_client -connect 127.0.0.1:\(port) -CAfile ca.pem -ign_eof \(options) || true",
            in: folder.path
        )
    }

    @discardableResult
    private static func run(_ script: String, in folder: String) async throws -> String {
        try await ChildProcess.succeed("bash", ["-ec", script], errors: .merged, folder: folder).output
    }
}
