import CivilTime
import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayAuthoring
import RelayCore
import RelayRoutes
import RelayService

/// The sender that `sign` and `verify` are about, with its secrets, and the request in question.
struct SignatureSubject {
    let schemes: [SignatureScheme]
    let secrets: [DatedSecret]
    /// Where its events are posted to; nil where nobody has said.
    let url: String?
    /// Under which path a relay takes them.
    let path: String
    /// Where the routes file says that its relay listens; nil where no routes file was read, or it is silent.
    let listen: String?
    /// An event as this sender posts it; nil where none is known.
    let sample: [UInt8]?

    static let preset = Option.taking(.text(named: "NAME"), "--preset", "The sender, if it is a known one.")
    static let source = Option.taking(.text(named: "SOURCE"), "--source", "The source of the routes file.")
    static let secretVariable = Option.taking(
        .text(named: "VARIABLE"),
        "--secret-env",
        isRepeated: true,
        "The environment variable that holds the secret."
    )
    static let secretFile = Option.taking(
        .file(named: "FILE"),
        "--secret-file",
        isRepeated: true,
        "The file that holds the secret."
    )
    static let url = Option.taking(.text(named: "URL"), "--url", "The address that is posted to, with its query.")
    static let method = Option.taking(.text(named: "METHOD"), "--method", "The request's method; POST unless told.")
    static let header = Option.taking(
        .text(named: "NAME:VALUE"),
        "--header",
        short: "-H",
        isRepeated: true,
        "A header of the request."
    )
    static let at = Option.taking(.text(named: "TIME"), "--at", "The time, as 2026-02-20T18:39:49Z; now unless told.")

    static let options = [preset, source, .config, secretVariable, secretFile, url, method, header, at]

    static func check(_ invocation: Invocation) throws(UsageError) {
        try invocation.refuse([preset], beside: source)
        guard invocation.has(preset) || invocation.has(source) else {
            throw invocation.missing("a sender", remedy: "Say --preset NAME, or --source NAME of the routes file.")
        }
    }

    init(_ invocation: Invocation) throws {
        let given =
            invocation.values(of: Self.secretVariable).map { SecretReference.environment($0) }
            + invocation.values(of: Self.secretFile).map { SecretReference.file($0) }
        for reference in given where SecretText.read(reference) == nil {
            throw CommandFailure("\(reference.shown.quoted) holds no secret")
        }
        let url = invocation.value(of: Self.url)
        if let name = invocation.value(of: Self.preset) {
            self.init(preset: name, try Self.schemes(of: name), given, url: url)
        } else {
            let name = invocation.value(of: Self.source) ?? ""
            let configuration = try Configuration.load(path: ConfigurationPath.of(invocation.value(of: .config)))
            let table = try configuration.soundTable()
            self.init(try Self.source(name, in: table, invocation), given, url: url, listen: table.file.settings.listen)
        }
        guard !secrets.isEmpty || !schemes.allSatisfy(\.needsSecret) else {
            throw invocation.missing("the secret", remedy: "Say --secret-env VARIABLE or --secret-file FILE.")
        }
    }

    private init(preset: String, _ schemes: [SignatureScheme], _ given: [SecretReference], url: String?) {
        self.schemes = schemes
        self.url = url
        path = "/hooks/\(preset)"
        listen = nil
        sample = Self.sample(of: preset)
        secrets = given.map { DatedSecret($0) }
    }

    private init(
        _ source: (source: Source, base: String?),
        _ given: [SecretReference],
        url: String?,
        listen: String?
    ) {
        self.listen = listen
        schemes = source.source.schemes
        secrets = given.isEmpty ? source.source.secrets : given.map { DatedSecret($0) }
        let entry = source.source.entry
        self.url = url ?? source.base.map { $0 + entry.path }
        path = entry.path
        sample = entry.preset.flatMap { Self.sample(of: $0.text) }
    }

    private static func sample(of preset: String) -> [UInt8]? { Catalogue.embedded.presets[preset]?["sample"]?.source }

    private static func schemes(of preset: String) throws(UsageError) -> [SignatureScheme] {
        if let schemes = Catalogue.embedded.schemes(ofPreset: preset) { return schemes }
        let nearest = PresetPages(.embedded).nearest(to: preset).map { "Did you mean \($0.quoted)?" }
        let remedy = nearest ?? "See all of them: leadrelay api presets"
        throw UsageError(.invalidValue, "there is no preset \(preset.quoted)", remedy: remedy)
    }

    private static func source(
        _ name: String,
        in table: RouteTable,
        _ invocation: Invocation
    ) throws(UsageError) -> (Source, String?) {
        guard let source = table.sources[name] else {
            let remedy = ShapeCheck.suggest(name, table.sources.keys.sorted(), "There is")
            throw invocation.invalid(name, of: Self.source, "is no source of the routes file", remedy: remedy)
        }
        let base = table.file.service?["publicUrl"]?.string.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        return (source, base)
    }

    // MARK: The request

    /// The request that the command line describes, its body from the file that is named there.
    func request(_ invocation: Invocation) throws -> SignedRequest {
        try request(invocation, body: Self.body(path: invocation.positionals[0]), url: url)
    }

    func request(_ invocation: Invocation, body: [UInt8], url: String?) throws(UsageError) -> SignedRequest {
        SignedRequest(
            method: invocation.value(of: Self.method) ?? "POST",
            url: url,
            headers: HeaderList(try Self.headers(invocation)),
            body: body
        )
    }

    static func body(path: String) throws -> [UInt8] {
        try FileBytes.read(path: path == "-" ? "/dev/stdin" : path, limit: Configuration.sizeLimit)
    }

    static func headers(_ invocation: Invocation) throws(UsageError) -> [(String, String)] {
        var headers: [(String, String)] = []
        for text in invocation.values(of: header) {
            guard let (name, value) = text.divided(at: ":"), TextForm.header.accepts(name) else {
                throw invocation.invalid(text, of: header, "is no header", remedy: "Write 'Name: value'.")
            }
            headers.append((name, value))
        }
        return headers
    }

    /// The time that was given, or else this machine's.
    static func time(_ invocation: Invocation) throws(UsageError) -> Timestamp {
        guard let text = invocation.value(of: at) else { return SystemTime.read() }
        guard let time = Timestamp(rfc3339: text) else {
            throw invocation.invalid(text, of: at, "is no time", remedy: "Write it as 2026-02-20T18:39:49Z.")
        }
        return time
    }
}
