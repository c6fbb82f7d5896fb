import CommandLineFrame
import LinuxIO
import Quotation
import RelayRoutes
import RelayService

/// `leadrelay check`: everything that can be known of a routes file before anything runs.
enum CheckCommand {
    static let command = Command(
        name: "check",
        summary: "Find all that is wrong with a routes file, before anything runs.",
        discussion: """
            Each problem has its place, a code, what is the matter and what to do. 'leadrelay why CODE' tells more.
            """,
        options: [strict, .json],
        positionals: [.optional(.file(named: "FILE"), "The file; routes.json unless told.")],
        examples: ["leadrelay check", "leadrelay check --strict routes.json", "leadrelay check --json | jq .problems"],
        exitCodes: [.success, .checkFailed, .usage],
        run: { invocation, console in try run(invocation, console) }
    )

    private static let strict = Option.flag("--strict", "Fail on warnings too.")

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        let configuration = try Configuration.load(path: invocation.positionals.first ?? "routes.json")
        let findings = configuration.report.findings
        for finding in findings { try console.writeLine("\(configuration.path.shown):\(finding)") }
        let worst = findings.map(\.severity).min()
        return worst == .error || invocation.has(strict) && worst == .warning ? .checkFailed : .success
    }
}
