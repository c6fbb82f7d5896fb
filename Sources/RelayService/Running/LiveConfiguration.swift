import CivilTime
import Crypto
import JSON
import LinuxIO
import Quotation
import RelayAuthoring
import RelayCore
import RelayHTTP
import RelayLog
import RelayRoutes

/// A routes file that has passed every check, ready to be put in force.
struct LiveConfiguration: Sendable {
    let routing: Routing
    let intake: IntakeTable
    let settings: ServiceSettings
    /// What the file says under `service`.
    let service: JSONValue?
    /// What the listener proves itself with; nil where it speaks plain text.
    let tls: TLSServerContext?
    let bytes: [UInt8]
    /// What is missing, and does no harm until it is needed.
    let warnings: [String]

    /// Reads and checks the file; refuses it whole, with all that is wrong.
    init(_ options: RunOptions, digests: OpenSSLDigests, at now: Timestamp) throws {
        let configuration = try Self.configuration(options)
        let findings = configuration.report.findings
        let table = try Self.table(of: configuration, options)
        bytes = configuration.bytes
        settings = table.file.settings
        service = table.file.service
        tls = try Self.context(settings.tls)
        let fingerprint = Configuration.fingerprint(of: bytes) { digests.sha256(of: $0) }
        routing = Routing(table, fingerprint: fingerprint)
        let verifiers = table.sources.mapValues { source in
            Verifier(source.schemes, secrets: source.secrets, digests: digests, reading: SecretText.read)
        }
        intake = IntakeTable(routing, settings: settings, verifiers: verifiers, at: now)
        warnings =
            findings.filter { $0.severity == .warning }.map { "\(options.config.shown):\($0)" }
            + (tls?.warnings(at: now) ?? []).map { "service.tls: \($0)" } + Self.unusableSecrets(verifiers)
    }

    /// What is there and not of the form that its sender's signatures want.
    private static func unusableSecrets(_ verifiers: [String: Verifier]) -> [String] {
        verifiers.sorted { $0.key < $1.key }.flatMap { source, verifier in
            verifier.unusable.map { secret in
                "\(secret.shown) of the source \(source.shown) is no secret as its sender gives them out: nothing can be verified by it"
            }
        }
    }

    private static func context(_ tls: ServiceSettings.ListenerTLS?) throws -> TLSServerContext? {
        do throws(TLSError) {
            return try tls.map { tls throws(TLSError) in try TLSServerContext(TLSFiles(tls)) }
        } catch {
            throw ServiceFailure(["service.tls: \(error)"])
        }
    }

    func tellWarnings(_ log: Log) {
        for warning in warnings { log.write(.warning, "routes file", ["finding": .string(warning)]) }
    }

    /// What the file says, if nothing in it is wrong or missing.
    private static func table(of configuration: Configuration, _ options: RunOptions) throws -> RouteTable {
        let errors = configuration.report.findings.filter { $0.severity == .error || $0.code.isAboutMachine }
        if errors.isEmpty, let table = configuration.report.table { return table }
        let shown = errors.prefix(20).map { finding in "\(options.config.shown):\(finding.text(as: .error))" }
        let more = errors.count > 20 ? ["and \(errors.count - 20) more: leadrelay check \(options.config.shown)"] : []
        throw ServiceFailure(shown + more)
    }

    private static func load(_ options: RunOptions) throws -> Configuration {
        do {
            return try Configuration.load(path: options.config)
        } catch let error as LinuxIOError {
            throw ServiceFailure(["\(error). Name the routes file with --config, or begin one with leadrelay init."])
        }
    }

    /// The file, with the bases that the command line gives in place of its own.
    private static func configuration(_ options: RunOptions) throws -> Configuration {
        let configuration = try load(options)
        guard !options.bases.isEmpty else { return configuration }
        // Before its lines move.
        let file = try table(of: configuration, options).file
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
        return try Configuration(path: configuration.path, bytes: laid)
    }
}

extension TLSFiles {
    fileprivate init(_ settings: ServiceSettings.ListenerTLS) {
        self.init(
            certificates: settings.certificate,
            key: settings.key,
            clientAuthorities: settings.clientAuthorities
        )
    }
}
