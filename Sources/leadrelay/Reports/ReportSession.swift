import CivilTime
import CommandLineFrame
import LinuxIO
import RelayCore
import RelayReports
import RelayService

/// One command over a store: what was asked for, and where it is read and told.
struct ReportSession {
    let invocation: Invocation
    let console: any Console
    let ledger: any Ledger
    let now: Timestamp
    let mask: Mask
    private let configuration: String

    /// Opens the store and lets the body read it.
    ///
    /// - Throws: `UnreachableStore` for whatever cannot be read, else what the body throws.
    static func run(
        _ invocation: Invocation,
        _ console: any Console,
        isRevealing: Bool = false,
        _ body: (ReportSession) throws -> ExitCode
    ) throws -> ExitCode {
        do {
            return try body(try ReportSession(invocation, console, isRevealing: isRevealing))
        } catch let error as StoreError {
            throw UnreachableStore(error)
        }
    }

    private init(_ invocation: Invocation, _ console: any Console, isRevealing: Bool) throws {
        self.invocation = invocation
        self.console = console
        configuration = ConfigurationPath.of(invocation.value(of: .config))
        let folder = try DataFolder.find(
            given: invocation.value(of: .data),
            configuration: configuration,
            isNamed: invocation.has(.config)
        )
        ledger = try folder.openLedger()
        now = SystemClock().timestamp()
        mask = Mask(isRevealing: isRevealing)
    }

    var isJSON: Bool { invocation.has(.json) }

    var reader: ReportReader {
        let path = configuration
        return ReportReader(ledger, now: now, mask) { try StoredConfiguration.table(of: $0, beside: path) }
    }

    // MARK: Telling

    func tell(_ lines: [String]) throws -> ExitCode {
        for line in lines { try console.writeLine(line) }
        return .success
    }

    func tell(_ json: String) throws -> ExitCode {
        try console.writeLine(json)
        return .success
    }

    /// Rows of a list, or that there are none, and the command that shows the next page.
    func tell(_ lines: [String], isEmpty: Bool, of things: String, next: String?) throws -> ExitCode {
        guard !isEmpty else { return try tell(["no \(things)"]) }
        let more = next.map { ["", "more: \(NextPage(invocation, before: $0).command)"] } ?? []
        return try tell(lines + more)
    }
}

/// A store that cannot be read, in a line with the remedy.
struct UnreachableStore: CommandError, CustomStringConvertible {
    let description: String
    var exitCode: ExitCode { .unreachable }

    init(_ error: StoreError) {
        description = error.description
    }
}
