import CommandLineFrame
import RelayReports

/// `leadrelay lead`: one lead's whole story.
enum LeadCommand {
    static let command = Command(
        name: "lead",
        summary: "Show all that happened for a lead, over all sources and destinations.",
        discussion: """
            Events, attempts and how each delivery ended, in the order of time; what still waits stands last.
            """,
        options: [ReportOptions.limit] + ReportOptions.common,
        positionals: [.required(.text(named: "KEY"), "The lead, as the source finds it in its events.")],
        examples: ["leadrelay lead lead_abc123", "leadrelay lead lead_abc123 --json | jq '.timeline[]'"],
        exitCodes: EventsCommands.exitCodes,
        run: { invocation, console in
            try ReportSession.run(invocation, console) { session in
                let key = invocation.positionals[0]
                guard let page = try session.reader.lead(key, limit: try ReportOptions.count(invocation)) else {
                    throw try IDReading(session.ledger).unknown(lead: key)
                }
                return session.isJSON ? try session.tell(.report(page.write)) : try session.tell(page.lines)
            }
        }
    )
}
