import CivilTime
import CommandLineFrame
import LinuxIO
import RelayReports

/// `leadrelay events tail`: follows what comes in.
enum EventsTailCommand {
    static let command = Command(
        name: "tail",
        summary: "Follow events as they are accepted, a line each.",
        discussion: """
            Ends with Ctrl-C, or when the reader of its output goes away. With --json each line is an object: one with \
            "receivedAt" is an event, one with "state" a delivery.
            """,
        options: [
            deliveries, ReportOptions.source, ReportOptions.type, ReportOptions.lead, ReportOptions.since,
        ] + ReportOptions.common,
        examples: ["leadrelay events tail --deliveries", "leadrelay events tail --since 10m --json | jq .type"],
        exitCodes: EventsCommands.exitCodes,
        run: { invocation, console in
            ProcessSetup.endWellWhenInterrupted()
            return try follow(
                invocation,
                console,
                now: { SystemClock().timestamp() },
                pause: { OutputWait.pause(for: interval) }
            )
        }
    )

    private static let deliveries = Option.flag("--deliveries", "Tell what becomes of them too.")
    private static let interval = Duration.milliseconds(500)

    /// Tells what is new, again and again, for as long as the pause between says to go on.
    private static func follow(
        _ invocation: Invocation,
        _ console: any Console,
        now: () -> Timestamp,
        pause: () -> Bool
    ) throws -> ExitCode {
        try ReportSession.run(invocation, console) { session in
            let filter = try ReportOptions.followed(invocation, now: session.now)
            var tail = try EventTail(
                session.ledger,
                filter,
                followsDeliveries: invocation.has(deliveries),
                isJSON: session.isJSON
            )
            repeat {
                let lines = try tail.next(now: now())
                guard try tell(lines, console) else { return .success }
            } while pause()
            return .success
        }
    }

    /// Writes the lines at once; false where nobody reads them any more.
    private static func tell(_ lines: [String], _ console: any Console) throws -> Bool {
        do {
            for line in lines { try console.writeLine(line) }
            try console.flush()
            return true
        } catch {
            guard console.isOutputClosed else { throw error }
            return false
        }
    }
}
