import CommandLineFrame
import JSON
import LinuxIO
import Quotation
import RelayCore
import RelayReports
import RelayService

/// `leadrelay attention`: what an operator should look at.
enum AttentionCommands {
    static let command = Command(
        name: "attention",
        summary: "Show what an operator should look at.",
        examples: ["leadrelay attention list", "leadrelay attention clear unmapped 'sendpilot lead.updated'"],
        commands: [list, clear]
    )

    private static let list = Command(
        name: "list",
        summary: "List what an operator should look at, what was seen last first, each with its remedy.",
        discussion: """
            Whatever goes on has one row and is counted in it. A row stays until it is cleared.
            """,
        options: ReportOptions.common,
        examples: ["leadrelay attention list", "leadrelay attention list --json"],
        exitCodes: EventsCommands.exitCodes,
        run: { invocation, console in
            try ReportSession.run(invocation, console) { session in
                let page = try session.reader.attention()
                guard !session.isJSON else { return try session.tell(.report(page.write)) }
                return try session.tell(page.lines, isEmpty: page.records.isEmpty, of: "rows: all is well", next: nil)
            }
        }
    )

    private static let all = Option.flag("--all", "Clear all that is listed.")

    private static let clear = Command(
        name: "clear",
        summary: "Take off the list what has been looked at.",
        discussion: """
            What goes on comes back, and counts from one. Nothing else changes: what is held back stays held back. Works \
            whether a relay runs on the data folder or not.
            """,
        forms: ["KIND SUBJECT [OPTIONS]", "--all [OPTIONS]"],
        options: [all, .data, .config, .json],
        positionals: [
            .optional(.text(named: "KIND"), "The kind, as it is listed."),
            .optional(.text(named: "SUBJECT"), "The subject, as it is listed."),
        ],
        examples: ["leadrelay attention clear destination-paused octanist", "leadrelay attention clear --all"],
        exitCodes: [.success, .checkFailed, .usage, .unreachable],
        validate: { invocation throws(UsageError) in
            guard invocation.positionals.count != (invocation.has(all) ? 0 : 2) else { return }
            let remedy = "Name a KIND and a SUBJECT, or give \"--all\"."
            throw UsageError(.conflict, "nobody can tell what is to be cleared", remedy: remedy)
        },
        run: { invocation, console in
            let words = invocation.positionals
            let name = invocation.has(all) ? nil : Attention.Name(kind: words[0], subject: words[1])
            let client = ControlClient(try ControlSession.folder(invocation))
            let reply = try client.attended(name, at: SystemClock().timestamp())
            if reply.isSuccess, reply.changed == 0, let name {
                let fact = "there is no \(name.kind.quoted) of \(name.subject.quoted)"
                throw CommandFailure("\(fact). See what is listed: leadrelay attention list")
            }
            return try ControlSession.tell(reply, console) { reply in
                invocation.has(.json)
                    ? .report { $0.object { $0.member("changed", reply.changed) } } : "cleared \(reply.changed)"
            }
        }
    )
}
