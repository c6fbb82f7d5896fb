package import CEL
import JSON
package import RelayRoutes

/// All that can be said of a routes file before anything runs.
package struct CheckReport: Sendable {
    /// Nil where the file is no JSON object.
    package let file: RoutesFile?
    /// What could be understood of it.
    package let table: RouteTable?
    /// In the order of the file.
    package private(set) var findings: [Finding]
    /// What came of the embedded tests; nil where errors stand in their way.
    package private(set) var tests: TestResults?

    /// Reads, understands and proves a file, and runs its tests.
    ///
    /// Tests are run only where there is no error, because they would fail for that reason once more.
    package static func make(
        _ bytes: [UInt8],
        catalogue: Catalogue,
        base: Environment,
        loadTables: (RoutesFile) -> (tables: [Table], findings: [Finding]) = { _ in ([], []) }
    ) -> CheckReport {
        let read = RoutesFile.read(bytes)
        guard let file = read.file else { return CheckReport(file: nil, table: nil, findings: read.findings) }
        let loaded = loadTables(file)
        let built = RouteTableBuilder.build(file, catalogue: catalogue, base: base, fileTables: loaded.tables)
        let deeper = RoutesCheck.findings(in: built.table)
        var report = CheckReport(
            file: file,
            table: built.table,
            findings: (read.findings + loaded.findings + built.findings + deeper).sortedByPlace()
        )
        if !report.hasErrors { report.runTests(built.table) }
        return report
    }

    private mutating func runTests(_ table: RouteTable) {
        let results = table.runTests()
        tests = results
        add(results.findings)
    }

    /// Takes in what somebody else has found.
    package mutating func add(_ more: [Finding]) {
        findings = (findings + more).sortedByPlace()
    }

    package var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
