import CivilTime
import Crypto
import JSON
import LinuxIO
import Quotation
import RelayCore
import RelayHTTP
import RelayRoutes

/// A routes file that has passed every check, ready to be put in force.
struct LiveConfiguration: Sendable {
    let routing: Routing
    let intake: IntakeTable
    let settings: ServiceSettings
    let bytes: [UInt8]
    /// What is missing, and does no harm until it is needed.
    let warnings: [String]

    /// Reads and checks the file; refuses it whole, with all that is wrong.
    init(_ options: RunOptions, digests: OpenSSLDigests, at now: Timestamp) throws {
        let configuration = try Configuration.load(path: options.config)
        let findings = configuration.report.findings
        let errors = findings.filter { $0.severity == .error || $0.code == .missingVariable }
        guard errors.isEmpty, let table = try Self.table(configuration, options) else {
            let shown = errors.prefix(20).map { finding in "\(options.config.shown):\(finding)" }
            let more =
                errors.count > 20 ? ["and \(errors.count - 20) more: leadrelay check \(options.config.shown)"] : []
            throw ServiceFailure(shown + more)
        }
        bytes = configuration.bytes
        settings = table.file.settings
        routing = Routing(table, fingerprint: Self.fingerprint(bytes, digests))
        let verifiers = table.sources.mapValues { source in
            Verifier(source.schemes, secrets: source.secrets, digests: digests, reading: Self.secret)
        }
        intake = IntakeTable(routing, settings: settings, verifiers: verifiers, at: now)
        warnings = findings.filter { $0.severity == .warning }.map { "\(options.config.shown):\($0)" }
    }

    /// The table, with the bases that the command line gives in place of the file's.
    private static func table(_ configuration: Configuration, _ options: RunOptions) throws -> RouteTable? {
        guard !options.bases.isEmpty, let file = configuration.report.file else { return configuration.report.table }
        var writer = JSONWriter()
        try writer.object { writer in
            writer.name("destinations")
            try writer.object { writer in
                for (name, url) in options.bases.sorted(by: { $0.key < $1.key }) {
                    guard file.destinations.contains(where: { $0.name == name }) else {
                        throw ServiceFailure(["--base \(name.shown): there is no destination of this name"])
                    }
                    guard TextForm.url.accepts(url) else {
                        throw ServiceFailure(["--base \(name.shown): this is no URL without query and user name"])
                    }
                    writer.name(name)
                    writer.object { $0.member("base", url) }
                }
            }
        }
        let laid = try JSONMerge(null: .isValue).lay(JSONDocument(writer.bytes).root, over: file.root)
        return try Configuration(path: configuration.path, bytes: laid).report.table
    }

    private static func fingerprint(_ bytes: [UInt8], _ digests: OpenSSLDigests) -> String {
        let digest = digests.sha256(bytes.span)
        return String(decoding: Hexadecimal.encode(digest.span).prefix(16), as: UTF8.self)
    }

    private static func secret(_ reference: SecretReference) -> [UInt8]? {
        switch reference {
        case .environment(let name): return ProcessEnvironment.value(of: name).map { Array($0.utf8) }
        case .file(let path):
            guard var bytes = try? FileBytes.readRegular(path: path, limit: 64 << 10) else { return nil }
            if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            return bytes
        }
    }
}
