import CommandLineFrame
import RelayCore
import RelayReports

/// `leadrelay events`: what came in, and what became of it.
enum EventsCommands {
    static let command = Command(
        name: "events",
        summary: "Show the events that were accepted.",
        examples: [
            "leadrelay events list --since 2h", "leadrelay events show ev_06f3k8m2q7a4d", "leadrelay events tail",
        ],
        commands: [list, show, EventsTailCommand.command]
    )

    static let exitCodes: [ExitCode] = [.success, .checkFailed, .usage, .unreachable]

    private static let list = Command(
        name: "list",
        summary: "List events, the newest first.",
        discussion: """
            With --json one object: its "next" is what --before takes for the page behind this one.
            """,
        options: ReportOptions.ofEvents + ReportOptions.common,
        examples: ["leadrelay events list", "leadrelay events list --source sendpilot --since 2h --limit 200 --json"],
        exitCodes: exitCodes,
        run: { invocation, console in
            try ReportSession.run(invocation, console) { session in
                let page = try session.reader.events(try ReportOptions.events(invocation, now: session.now))
                guard !session.isJSON else { return try session.tell(.report(page.write)) }
                return try session.tell(page.lines, isEmpty: page.events.isEmpty, of: "events", next: page.next?.text)
            }
        }
    )

    private static let from = Option.taking(.text(named: "NAME"), "--source", "The source whose id it is.")

    private static let show = Command(
        name: "show",
        summary: "Show an event, its deliveries, and why each route took it or left it.",
        discussion: """
            The explanation is made anew from the event and the configuration that it met. Personal data in its body is \
            masked: names stay, and of each value type and length are shown.
            """,
        options: [from, ReportOptions.reveal] + ReportOptions.common,
        positionals: [.required(.text(named: "ID"), "Our id (ev_…), or the sender's.")],
        examples: [
            "leadrelay events show ev_06f3k8m2q7a4d", "leadrelay events show evt_1 --source sendpilot --reveal",
        ],
        exitCodes: exitCodes,
        run: { invocation, console in
            let isRevealing = invocation.has(ReportOptions.reveal)
            return try ReportSession.run(invocation, console, isRevealing: isRevealing) { session in
                let page = try session.reader.event(invocation.positionals[0], source: invocation.value(of: from))
                return session.isJSON ? try session.tell(.report(page.write)) : try session.tell(page.lines)
            }
        }
    )
}
