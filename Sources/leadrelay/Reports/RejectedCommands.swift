import CommandLineFrame
import RelayReports

/// `leadrelay rejected`: requests that did not become events.
enum RejectedCommands {
    static let command = Command(
        name: "rejected",
        summary: "Show the requests that were refused.",
        examples: ["leadrelay rejected list", "leadrelay rejected list --limit 10 --json"],
        commands: [list]
    )

    private static let list = Command(
        name: "list",
        summary: "List refused requests, the newest first, each with its cause.",
        discussion: """
            The newest are kept, and without their bodies unless the configuration asks for them. The sender was not told \
            the cause.
            """,
        options: [ReportOptions.limit, ReportOptions.reveal] + ReportOptions.common,
        examples: ["leadrelay rejected list", "leadrelay rejected list --limit 500"],
        exitCodes: EventsCommands.exitCodes,
        run: { invocation, console in
            let isRevealing = invocation.has(ReportOptions.reveal)
            return try ReportSession.run(invocation, console, isRevealing: isRevealing) { session in
                let page = try session.reader.rejections(limit: try ReportOptions.count(invocation))
                guard !session.isJSON else { return try session.tell(.report(page.write)) }
                let isEmpty = page.rejections.isEmpty
                return try session.tell(page.lines, isEmpty: isEmpty, of: "refused requests", next: nil)
            }
        }
    )
}
