import CEL
import RelayAuthoring
import RelayRoutes
import RelayTesting
import Testing

/// One send of an idiomatic file, and the same broken in one way.
@Suite("Idioms of guarding")
struct ProofTests {
    @Test(arguments: Idiom.all)
    func `give no warning, and broken in one way exactly one`(idiom: Idiom) throws {
        let (good, broken) = (try codes(idiom.good), try codes(idiom.broken))
        #expect(good == [])
        #expect(broken == [idiom.code])
    }

    private func codes(_ send: Idiom.Send) throws -> [String] {
        let environment = try ExampleRoutes.environment()
        let report = CheckReport.make(Array(send.file.utf8), catalogue: .embedded, base: environment)
        let findings = report.findings.filter { $0.severity < .note && !$0.code.isAboutMachine }
        return findings.map(\.code.rawValue)
    }
}
