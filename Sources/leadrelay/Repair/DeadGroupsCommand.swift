import CommandLineFrame
import RelayCore
import RelayReports

/// `leadrelay dead groups`: dead letters by what they died of.
enum DeadGroupsCommand {
    static let command = Command(
        name: "groups",
        summary: "Group dead letters by destination, cause and what the API answered.",
        discussion: """
            A group has a name that stays the same, and that "dead replay --group" takes. What an API answers is told \
            without numbers, ids, e-mail addresses and what stands in quotes, since these vary from lead to lead. Words \
            that may be names, and what the event says of a person, are shown only with --reveal.
            """,
        options: LetterOptions.filters + [ReportOptions.reveal] + ReportOptions.common,
        examples: ["leadrelay dead groups", "leadrelay dead groups --destination leadtrackr --since 3d --json"],
        exitCodes: EventsCommands.exitCodes,
        run: { invocation, console in
            let isRevealing = invocation.has(ReportOptions.reveal)
            return try ReportSession.run(invocation, console, isRevealing: isRevealing) { session in
                let groups = try session.reader.groups(try LetterOptions.filter(invocation, now: session.now))
                if groups.isEmpty { try FilterNames.check(session) }
                guard !session.isJSON else {
                    return try session.tell(.report { groups.write(to: &$0, session.reader.mask) })
                }
                guard !groups.isEmpty else { return try session.tell(["no dead letters"]) }
                return try session.tell(groups.lines(now: session.now, session.reader.mask))
            }
        }
    )
}
