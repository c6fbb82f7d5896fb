import JSON
import Quotation
package import RelayRoutes

/// What came of one embedded test.
package struct TestReport: Sendable {
    package let name: String
    /// Where the test stands.
    package let spot: Spot
    package let failures: [TestFailure]

    init(_ entry: TestEntry, _ failures: [TestFailure]) {
        name = entry.shownName
        spot = Spot(entry.json)
        self.failures = failures
    }

    package var passed: Bool { failures.isEmpty }

    /// The failed test as a finding at the place of its first failure; nil where it passed.
    package var finding: Finding? {
        guard let first = failures.first else { return nil }
        let others = failures.count - 1
        let more = others == 0 ? "" : " (and \(others) more failure\(others == 1 ? "" : "s"))"
        let remedy = first.remedy.isEmpty ? "Mend the route, or what the test expects." : first.remedy
        return Finding(.testFailed, at: first.spot, "the test \(name.quoted) fails: \(first.summary)\(more)", remedy)
    }

    /// A line for the test and, below a failed one, what failed.
    package var lines: [String] {
        ["\(passed ? "pass" : "FAIL") \(name.shown)"] + failures.flatMap(\.lines).map { "  \($0)" }
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("name", name)
            writer.write(spot)
            writer.member("passed", passed)
            writer.name("failures")
            writer.array { writer in for failure in failures { failure.write(to: &writer) } }
        }
    }
}
