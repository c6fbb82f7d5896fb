import CEL
import Crypto
import JSON
import RelayAuthoring
import RelayRoutes
import RelayTesting
import Testing

@Suite("The example routes file")
struct BrokenRoutesTests {
    @Test func `passes its check without a warning`() throws {
        let findings = try ExampleRoutes.findings(in: ExampleRoutes.text())
        #expect(findings.filter { $0.severity < .note }.map(\.description) == [])
    }

    @Test(arguments: BrokenRoutes.all)
    func `broken in one way, it is told exactly that`(broken: BrokenRoutes) throws {
        let text = try #require(broken.applied(to: ExampleRoutes.text()), "the text to be replaced stands there once")
        let expected = try broken.expected.map { expectation in
            let place = try #require(BrokenRoutes.place(of: expectation, in: text), "the place stands there once")
            return "\(place.line):\(place.column) \(expectation.code)"
        }
        // What a fault changes in what is sent fails the file's tests too: that is told, and is not the point here.
        let isTest = broken.expected.contains { $0.code == FindingCode.testFailed.rawValue }
        let findings = try ExampleRoutes.findings(in: text).filter { finding in
            finding.severity < .note && (isTest || finding.code != .testFailed)
        }
        #expect(findings.map(\.short).sorted() == expected.sorted(), "\(findings.map(\.description))")
    }

    @Test func `broken in ten ways at once, it is told ten things`() throws {
        let names = [
            "a rate without a unit", "a secret in the file", "a mistyped key of a source", "a mistyped key of a route",
            "a word that the API does not know", "a field that the call has not", "a call that there is not",
            "a label that is no UUID", "a type that is never sent", "two routes of one name",
        ]
        let broken = names.compactMap { name in BrokenRoutes.all.first { $0.name == name } }
        var text = try ExampleRoutes.text()
        for fault in broken { text = try #require(fault.applied(to: text), "\(fault)") }
        let expected = try broken.flatMap(\.expected).map { expectation in
            let place = try #require(BrokenRoutes.place(of: expectation, in: text), "\(expectation)")
            return "\(place.line):\(place.column) \(expectation.code)"
        }
        let findings = try ExampleRoutes.findings(in: text).filter { $0.severity < .note }
        #expect(expected.count == 10)
        #expect(findings.map(\.short).sorted() == expected.sorted(), "\(findings.map(\.description))")
    }

    @Test func `enough faults are tried, of structure and of meaning`() {
        #expect(BrokenRoutes.all.count >= 60)
        #expect(BrokenRoutes.all.count { $0.isStructural } >= 30)
        #expect(Set(BrokenRoutes.all.map(\.name)).count == BrokenRoutes.all.count)
    }
}

extension Finding {
    fileprivate var short: String { "\(place) \(code.rawValue)" }
}
