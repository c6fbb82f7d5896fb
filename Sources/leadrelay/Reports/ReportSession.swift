import CivilTime
package import CommandLineFrame
import LinuxIO
package import RelayCore
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
    private let folder: DataFolder

    /// Opens the store and lets the body read it.
    static func run(
        _ invocation: Invocation,
        _ console: any Console,
        isRevealing: Bool = false,
        _ body: (ReportSession) throws -> ExitCode
    ) throws -> ExitCode {
        try body(try ReportSession(invocation, console, isRevealing: isRevealing))
    }

    private init(_ invocation: Invocation, _ console: any Console, isRevealing: Bool) throws {
        self.invocation = invocation
        self.console = console
        configuration = ConfigurationPath.of(invocation.value(of: .config))
        folder = try DataFolder.find(
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
        let (path, client, now) = (configuration, ControlClient(folder), now)
        return ReportReader(
            ledger,
            now: now,
            mask,
            destinations: { client.standings().flatMap { DestinationList($0, now: now) } },
            table: { try StoredConfiguration.table(of: $0, beside: path) }
        )
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

/// Whatever command meets a store that cannot be read, it says so alike.
extension StoreError: CommandError {
    package var exitCode: ExitCode { .unreachable }
}
