import CommandLineFrame
import RelayCore
import RelayReports

/// `leadrelay dead`: what could not be delivered.
enum DeadCommands {
    static let command = Command(
        name: "dead",
        summary: "Show what could not be delivered, and what to do about it.",
        examples: [
            "leadrelay dead list", "leadrelay dead show dl_06f3k8m2q7a4d_0", "leadrelay dead groups",
            "leadrelay dead export > dead.jsonl",
        ],
        commands: [
            list, show, DeadGroupsCommand.command, DeadReplayCommand.command, DeadEditCommand.command,
            DeadLetterChanges.discard, export,
        ]
    )

    private static let list = Command(
        name: "list",
        summary: "List dead letters, the newest first, each with its remedy.",
        discussion: """
            With --json one object: its "next" is what --before takes for the page behind this one.
            """,
        options: ReportOptions.ofDeadLetters + ReportOptions.common,
        examples: ["leadrelay dead list", "leadrelay dead list --destination leadtrackr --since 3d"],
        exitCodes: EventsCommands.exitCodes,
        run: { invocation, console in
            try ReportSession.run(invocation, console) { session in
                let page = try session.reader.deadLetters(try ReportOptions.deadLetters(invocation, now: session.now))
                if page.isEmpty { try FilterNames.check(session) }
                guard !session.isJSON else { return try session.tell(.report(page.write)) }
                return try session.tell(page.lines, isEmpty: page.isEmpty, of: "dead letters", next: page.next?.text)
            }
        }
    )

    private static let show = DeliveriesCommands.page(
        summary: "Show a dead letter: why it is one, each attempt, and what to do.",
        example: "leadrelay dead show dl_06f3k8m2q7a4d_0"
    )

    private static let export = Command(
        name: "export",
        summary: "Print all that is known of dead letters, a line of JSON each.",
        discussion: """
            All of them, the newest first, unless --limit is given. Personal data is masked unless --reveal is given.
            """,
        options: ReportOptions.ofDeadLetters + [ReportOptions.reveal] + ReportOptions.common,
        examples: ["leadrelay dead export --json", "leadrelay dead export --reveal --cause rejected > dead.jsonl"],
        exitCodes: EventsCommands.exitCodes,
        run: { invocation, console in
            let isRevealing = invocation.has(ReportOptions.reveal)
            return try ReportSession.run(invocation, console, isRevealing: isRevealing) { session in
                var query = try ReportOptions.deadLetters(invocation, now: session.now)
                let rest = invocation.has(ReportOptions.limit) ? query.limit : .max
                query.limit = min(rest, pageSize)
                try export(query, atMost: rest, session)
                return .success
            }
        }
    )

    private static let pageSize = 500

    /// Page by page, so that a store of a million letters is read in little memory.
    private static func export(_ first: DeliveryQuery, atMost limit: Int, _ session: ReportSession) throws {
        var (query, rest) = (first, limit)
        while rest > 0 {
            query.limit = min(rest, pageSize)
            let letters = try session.ledger.deliveries(query)
            for letter in letters {
                try session.console.writeLine(.report(try session.reader.page(of: letter).write))
            }
            rest -= letters.count
            guard letters.count == query.limit, let last = letters.last else { return }
            query.before = last.stored.id
        }
    }
}
