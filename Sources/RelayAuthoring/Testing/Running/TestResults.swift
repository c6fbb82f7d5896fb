package import JSON
import RelayCore
package import RelayRoutes

/// What came of the tests of a file.
package struct TestResults: Sendable {
    package let reports: [TestReport]

    package var failed: Int { reports.count { !$0.passed } }
    package var passed: Bool { failed == 0 }

    /// One finding for each test that failed.
    package var findings: [Finding] { reports.compactMap(\.finding) }

    /// Each test, and the count of them.
    package var lines: [String] {
        let count = "\(reports.count) test\(reports.count == 1 ? "" : "s")"
        return reports.flatMap(\.lines) + ["\(count), \(failed == 0 ? "all passed" : "\(failed) failed")"]
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for (name, count) in [("tests", reports.count), ("passed", reports.count - failed), ("failed", failed)] {
                writer.member(name, count)
            }
            writer.name("results")
            writer.array { writer in for report in reports { report.write(to: &writer) } }
        }
    }
}

extension RouteTable {
    /// Runs the tests that stand in the file: those whose names hold the filter, or all.
    package func runTests(filter: String? = nil, settings: RehearsalSettings = .standard) -> TestResults {
        let entries = file.tests.filter { entry in filter.map(entry.shownName.holds) ?? true }
        return TestResults(reports: entries.map { TestRun.run(self, entry: $0, settings: settings) })
    }
}
