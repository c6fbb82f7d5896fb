import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayAuthoring
import RelayRoutes
import RelayService

/// `leadrelay check`: everything that can be known of a routes file before anything runs.
enum CheckCommand {
    static let command = Command(
        name: "check",
        summary: "Find all that is wrong with a routes file, before anything runs.",
        discussion: """
            Each problem has its place, a code, what is the matter and what to do; 'leadrelay why CODE' tells more. Then \
            the file's own tests are run. Notes are what nobody can prove: they are counted, and shown with --notes.
            Variables and files with secrets that are missing here are warnings that do not count for --strict; with \
            --secrets they are errors, as they are for a relay that starts.
            """,
        options: [strict, secrets, notes, .json],
        positionals: [.optional(.file(named: "FILE"), "The file; $LEADRELAY_CONFIG or routes.json unless told.")],
        examples: ["leadrelay check", "leadrelay check --strict routes.json", "leadrelay check --json | jq .problems"],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in try run(invocation, console) }
    )

    private static let strict = Option.flag("--strict", "Fail on warnings too.")
    private static let secrets = Option.flag("--secrets", "Fail where a secret is missing.")
    private static let notes = Option.flag("--notes", "Show what nobody can prove.")

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let path = ConfigurationPath.of(invocation.positionals.first)
        let configuration = try Configuration.load(path: path)
        let verdict = CheckVerdict(
            configuration.report,
            isStrict: invocation.has(strict),
            wantsSecrets: invocation.has(secrets)
        )
        if invocation.has(.json) {
            try console.writeLine(json(verdict, path))
        } else {
            for line in lines(verdict, path, withNotes: invocation.has(notes)) { try console.writeLine(line) }
        }
        return verdict.passed ? .success : .checkFailed
    }

    // MARK: Text

    private static func lines(_ verdict: CheckVerdict, _ path: String, withNotes: Bool) -> [String] {
        let shown = verdict.report.findings.filter { withNotes || $0.severity != .note }
        return shown.map { "\(path.shown):\($0)" } + [testLine(verdict.report)].compactMap { $0 }
            + ["\(path.shown): \(verdict.passed ? "good" : "not good"): \(counts(verdict, withNotes))"]
    }

    private static func testLine(_ report: CheckReport) -> String? {
        guard let tests = report.tests else {
            return report.file?.tests.isEmpty == false ? "The tests were not run, because of the errors." : nil
        }
        let count = tests.reports.count
        return "\(count - tests.failed) of \(Self.count(count, "test")) passed."
    }

    private static func counts(_ verdict: CheckVerdict, _ withNotes: Bool) -> String {
        var parts = [
            count(verdict.count(.error), "error"), count(verdict.count(.warning), "warning"),
            count(verdict.count(.note), "note"),
        ]
        if verdict.missingSecrets > 0 { parts.append("\(count(verdict.missingSecrets, "secret")) missing here") }
        let hint = withNotes || verdict.count(.note) == 0 ? "" : " (--notes shows them)"
        return parts.joined(separator: ", ") + hint
    }

    private static func count(_ number: Int, _ what: String) -> String { "\(number) \(what)\(number == 1 ? "" : "s")" }

    // MARK: JSON

    private static func json(_ verdict: CheckVerdict, _ path: String) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("file", path)
            writer.member("passed", verdict.passed)
            for severity in [FindingCode.Severity.error, .warning, .note] {
                writer.member("\(severity.rawValue)s", verdict.count(severity))
            }
            writer.name("problems")
            writer.array { writer in for finding in verdict.report.findings { finding.write(to: &writer) } }
            writer.name("tests")
            if let tests = verdict.report.tests { tests.write(to: &writer) } else { writer.null() }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Whether a file passes, by what is asked of it.
struct CheckVerdict {
    let report: CheckReport
    let passed: Bool

    init(_ report: CheckReport, isStrict: Bool, wantsSecrets: Bool) {
        self.report = report
        passed = !report.findings.contains { finding in
            // What this machine lacks says nothing about the file.
            if finding.code.isAboutMachine { return wantsSecrets }
            return finding.severity == .error || isStrict && finding.severity == .warning
        }
    }

    /// How many findings about the file there are; what this machine lacks counts apart.
    func count(_ severity: FindingCode.Severity) -> Int {
        report.findings.count { $0.severity == severity && !$0.code.isAboutMachine }
    }

    var missingSecrets: Int { report.findings.count(where: \.code.isAboutMachine) }
}
