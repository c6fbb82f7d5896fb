import CEL
import CivilTime
import Crypto
import Foundation
import HTTPServer
import JSON
import LinuxIO
import RelayCore
import RelayHTTP
import RelayLog
import RelayRoutes
import RelayTesting
import Testing

/// An intake behind a listener of its own, with a scripted store and clock.
final class Door: Sendable {
    static let publicURL = "https://hooks.example.com"

    let committer = ScriptedCommitter()
    let table: RouteTable
    let rejections: Rejections
    let intake: Intake
    private let path: String
    private let digests: OpenSSLDigests
    private let clock: Lock<Timestamp>
    private let flags = Lock(Flags())
    private let lines = Lock<[String]>([])

    struct Flags: Sendable {
        var takesEvents = true
        var isReady = true
    }

    /// Runs the body beside a door for such a routes file, whose secrets are their own names.
    static func with(
        sources: String,
        routes: String = "",
        service: String = "",
        limits: ServerLimits = ServerLimits(),
        _ body: (Door) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "door-\(UUID().uuidString.prefix(8))").path()
        let door = try Door(sources, routes, service, path)
        let loop = try EventLoop(name: "door")
        defer { loop.stop() }
        var configuration = HTTPServerConfiguration(endpoints: [.init(.local(path: path))])
        configuration.limits = limits
        let server = try HTTPServer(configuration, on: [loop], handler: door.intake)
        try await withThrowingTaskGroup { group in
            group.addTask(executorPreference: loop) { await server.run() }
            try await body(door)
            group.cancelAll()
        }
    }

    private init(_ sources: String, _ routes: String, _ service: String, _ path: String) throws {
        self.path = path
        digests = try OpenSSLDigests()
        table = try Self.table(sources, routes, service)
        let clock = Lock(try #require(Timestamp(rfc3339: "2026-02-20T18:39:49Z")))
        self.clock = clock
        rejections = Rejections(committer)
        let ports = Intake.Ports(
            committer: committer,
            rejections: rejections,
            digests: digests,
            now: { clock.withLock { $0 } },
            takesEvents: { [flags] in flags.withLock { $0.takesEvents } },
            isReady: { [flags] in flags.withLock { $0.isReady } },
            log: Log(level: .debug, format: .json, time: { "" }) { [lines] line in lines.withLock { $0.append(line) } }
        )
        intake = Intake(Self.intakeTable(table, digests, at: clock.withLock { $0 }), ports)
    }

    private static func table(_ sources: String, _ routes: String, _ service: String) throws -> RouteTable {
        let text = """
            { "version": 1, "service": { "publicUrl": "\(publicURL)" \(service) }, "sources": { \(sources) },
              "destinations": { "crm": { "api": "http", "base": "https://crm.example.com", "auth": { "none": true } } },
              "routes": [ \(routes) ] }
            """
        let file = try #require(RoutesFile.read(Array(text.utf8)).file)
        let built = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment())
        try #require(built.findings.filter { $0.severity == .error }.map(\.description) == [])
        return built.table
    }

    private static func intakeTable(
        _ table: RouteTable,
        _ digests: OpenSSLDigests,
        at now: Timestamp
    ) -> IntakeTable {
        let verifiers = table.sources.mapValues { source in
            Verifier(source.schemes, secrets: source.secrets, digests: digests) { reference in
                guard case .environment(let name) = reference else { return nil }
                return Array(Secrets.text(name).utf8)
            }
        }
        let routing = Routing(table, fingerprint: "f")
        return IntakeTable(routing, settings: table.file.settings, verifiers: verifiers, at: now)
    }

    // MARK: The world

    var now: Timestamp { clock.withLock { $0 } }
    var log: String { lines.withLock { $0.joined() } }

    func wait(_ duration: Duration) { clock.withLock { $0 = $0.adding(duration) ?? $0 } }
    func set(_ change: @Sendable (inout Flags) -> Void) { flags.withLock { change(&$0) } }

    /// Puts another routes file in force.
    func adopt(sources: String, routes: String = "") throws {
        intake.adopt(Self.intakeTable(try Self.table(sources, routes, ""), digests, at: now))
    }

    // MARK: Requests

    /// The answer to a request, which closes its connection.
    func ask(
        _ method: String,
        _ target: String,
        _ headers: [(String, String)] = [],
        _ body: String = ""
    ) async throws -> Answer {
        var text = "\(method) \(target) HTTP/1.1\r\nHost: elsewhere.example.com\r\nConnection: close\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if !body.isEmpty || method == "POST" { text += "Content-Length: \(body.utf8.count)\r\n" }
        let request = Array((text + "\r\n" + body).utf8)
        return try Answer(await elsewhere { [path] in try LocalExchange.ask(request, at: path) })
    }

    func post(
        _ body: String,
        to target: String = "/hooks/in",
        _ headers: [(String, String)] = []
    ) async throws -> Answer {
        try await ask("POST", target, headers, body)
    }

    /// The headers with which a source's sender would post that.
    func signed(
        _ body: String,
        _ source: String = "in",
        scheme: Int = 0,
        secret: String = "SECRET",
        id: String = "msg_1",
        headers: [(String, String)] = [],
        target: String? = nil
    ) throws -> [(String, String)] {
        let scheme = try #require(table.sources[source]).schemes[scheme]
        let signer = Signer(scheme, secret: Array(Secrets.text(secret).utf8), digests: digests)
        let request = SignedRequest(
            publicURL: Self.publicURL,
            target: target ?? "/hooks/\(source)",
            headers: HeaderList(headers),
            body: Array(body.utf8)
        )
        return headers + (try signer.headers(for: request, id: id, at: now)).map { ($0.name, $0.value) }
    }
}

/// The secrets of the tests, by the names that routes files know them by.
enum Secrets {
    static func text(_ name: String) -> String {
        switch name {
        case "WHSEC": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        case "HEX": "00112233445566778899aabbccddeeff"
        case "BASIC": "user:open sesame"
        default: "the secret of \(name)"
        }
    }
}
