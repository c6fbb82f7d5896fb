/// A certificate that vouches for itself, and for whoever has its key at 127.0.0.1.
package struct Certificate: Sendable {
    package let path: String
    package let keyPath: String

    /// Has OpenSSL's command make `<name>.pem` and `<name>.key`, which are good for two days.
    package init(named name: String, in folder: String) async throws {
        path = "\(folder)/\(name).pem"
        keyPath = "\(folder)/\(name).key"
        try await ChildProcess.succeed(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-out", path, "-keyout", keyPath,
            ]
        )
    }
}
