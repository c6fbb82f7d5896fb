import CEL
import Crypto
import JSON
import LinuxIO
import RelayCore
import RelayHTTP
import RelayRoutes
import RelayTesting

/// A configuration as it is at first, and as it is after a reload; few, since to make one takes longer than a run.
final class Setup: Sendable {
    let first, second: Configuration

    struct Configuration: Sendable {
        let sketch: RoutesSketch
        let routing: Routing
        let settings: ServiceSettings
        let verifiers: [String: Verifier]
    }

    private static let count = 48
    private static let made = Lock<[Int: Setup]>([:])

    static func drawn(_ random: inout SeededRandom) throws -> Setup {
        let number = random.below(count)
        if let setup = made.withLock({ $0[number] }) { return setup }
        let setup = try Setup(number)
        made.withLock { $0[number] = setup }
        return setup
    }

    private init(_ number: Int) throws {
        var random = SeededRandom(seed: UInt64(number))
        let sketch = RoutesSketch(&random)
        first = try Configuration(sketch, fingerprint: "first")
        second = try Configuration(sketch.changed(&random), fingerprint: "second")
    }

    var configurations: [Configuration] { [first, second] }
}

extension Setup.Configuration {
    fileprivate init(_ sketch: RoutesSketch, fingerprint: String) throws {
        let read = RoutesFile.read(Array(sketch.json.utf8))
        guard let file = read.file else { throw Wrong(findings: read.findings.map(\.description)) }
        let built = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment())
        let errors = (read.findings + built.findings).filter { $0.severity == .error }
        guard errors.isEmpty else { throw Wrong(findings: errors.map(\.description)) }
        let digests = try OpenSSLDigests()
        self.sketch = sketch
        routing = Routing(built.table, fingerprint: fingerprint)
        settings = file.settings
        verifiers = built.table.sources.mapValues { source in
            Verifier(source.schemes, secrets: source.secrets, digests: digests) { _ in nil }
        }
    }

    struct Wrong: Error { let findings: [String] }
}
