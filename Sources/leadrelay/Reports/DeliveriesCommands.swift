import CommandLineFrame
import RelayCore
import RelayReports

/// `leadrelay deliveries`: what is sent where, and how far it is.
enum DeliveriesCommands {
    static let command = Command(
        name: "deliveries",
        summary: "Show what is or was to be delivered.",
        examples: ["leadrelay deliveries list --state waiting", "leadrelay deliveries show dl_06f3k8m2q7a4d_0"],
        commands: [list, show]
    )

    private static let list = Command(
        name: "list",
        summary: "List deliveries, the newest first.",
        discussion: """
            With --json one object: its "next" is what --before takes for the page behind this one.
            """,
        options: ReportOptions.ofDeliveries + ReportOptions.common,
        examples: [
            "leadrelay deliveries list --destination octanist --state waiting",
            "leadrelay deliveries list --lead lead_abc123 --json",
        ],
        exitCodes: EventsCommands.exitCodes,
        run: { invocation, console in
            try ReportSession.run(invocation, console) { session in
                let page = try session.reader.deliveries(try ReportOptions.deliveries(invocation, now: session.now))
                guard !session.isJSON else { return try session.tell(.report(page.write)) }
                let isEmpty = page.deliveries.isEmpty
                return try session.tell(page.lines, isEmpty: isEmpty, of: "deliveries", next: page.next?.text)
            }
        }
    )

    private static let show = page(
        summary: "Show a delivery: how it stands and why, each attempt, and what is next.",
        example: "leadrelay deliveries show dl_06f3k8m2q7a4d_0"
    )

    /// The command that shows one delivery, which dead letters are too.
    static func page(summary: String, example: String) -> Command {
        Command(
            name: "show",
            summary: summary,
            discussion: """
                Secrets are left out of requests. Personal data in requests and answers is masked: names stay, and of \
                each value type and length are shown.
                """,
            options: [ReportOptions.reveal] + ReportOptions.common,
            positionals: [.required(.text(named: "ID"), "The delivery's id (dl_…).")],
            examples: [example, example + " --reveal"],
            exitCodes: EventsCommands.exitCodes,
            run: { invocation, console in
                let isRevealing = invocation.has(ReportOptions.reveal)
                return try ReportSession.run(invocation, console, isRevealing: isRevealing) { session in
                    let page = try session.reader.delivery(invocation.positionals[0])
                    return session.isJSON ? try session.tell(.report(page.write)) : try session.tell(page.lines)
                }
            }
        )
    }
}
