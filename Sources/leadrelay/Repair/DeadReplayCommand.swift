import CommandLineFrame
import JSON
import LinuxIO
import RelayCore
import RelayReports
import RelayService

/// `leadrelay dead replay`: dead letters once more, one or many.
enum DeadReplayCommand {
    static let command = Command(
        name: "replay",
        summary: "Send dead letters again, with the routes as they are now.",
        discussion: """
            One by its id, those of a group, or all that the options choose. Each takes its turn in the order of its \
            lead. Many are sent again by a job, which the relay that runs carries out at its pace, and goes on with \
            after a restart; what dies later is not part of it. Works whether a relay runs on the data folder or not: \
            where none does, the job begins with the next start.
            """,
        forms: [
            "DELIVERY [--dry-run] [--as-sent] [--even-if-stale]",
            "--group GROUP [--pace RATE] [OPTIONS]", "--all [--destination NAME] [OPTIONS]",
        ],
        options: [LetterOptions.group, LetterOptions.all] + LetterOptions.filters + [
            LetterOptions.pace, LetterOptions.limit, LetterOptions.dryRun, LetterOptions.show, LetterOptions.asSent,
            LetterOptions.evenIfStale, LetterOptions.follow, ReportOptions.reveal,
        ] + ReportOptions.common,
        positionals: [.optional(.text(named: "DELIVERY"), "Its id, as in dl_06f3k8m2q7a4d_0.")],
        examples: [
            "leadrelay dead replay dl_06f3k8m2q7a4d_0", "leadrelay dead replay --group g_3f9a1c04 --dry-run",
            "leadrelay dead replay --all --destination leadtrackr --pace 5/s --follow",
        ],
        exitCodes: EventsCommands.exitCodes,
        validate: validate,
        run: { invocation, console in
            let isRevealing = invocation.has(ReportOptions.reveal)
            return try ReportSession.run(invocation, console, isRevealing: isRevealing) { session in
                guard let word = invocation.positionals.first else { return try replayMany(session) }
                return try replay(word, session)
            }
        }
    )

    private static func validate(_ invocation: Invocation) throws(UsageError) {
        let ofMany = LetterOptions.filters + [LetterOptions.pace, LetterOptions.limit, LetterOptions.follow]
        for option in [LetterOptions.group, LetterOptions.all] + ofMany {
            try invocation.refusePositionals(beside: option)
        }
        try invocation.refuse([LetterOptions.all], beside: LetterOptions.group)
        try invocation.refuse([LetterOptions.pace, LetterOptions.follow], beside: LetterOptions.dryRun)
        guard invocation.positionals.isEmpty, !invocation.has(LetterOptions.group), !invocation.has(LetterOptions.all)
        else { return }
        throw invocation.missing("a DELIVERY, --group or --all", remedy: "See what there is: leadrelay dead groups")
    }

    // MARK: One

    private static func replay(_ word: String, _ session: ReportSession) throws -> ExitCode {
        let (invocation, manner) = (session.invocation, LetterOptions.manner(session.invocation))
        let stored = try IDReading(session.ledger).delivery(word).stored
        if invocation.has(LetterOptions.dryRun) {
            let routes = try RoutesToAsk.named(session)
            let preview = try routes.preview(session)
            var forecast = ReplayForecast(room: 1, session.mask)
            try forecast.add(stored, try preview.outcome(of: stored, manner), after: preview.newest)
            return try tell(forecast, routes, session)
        }
        if manner.contains(.asSent),
            case .impossible(let reason) = try RoutesToAsk.ofNextAttempt(session).preview(session).outcome(
                of: stored,
                manner
            )
        {
            throw CommandFailure("\(stored.id.text) cannot be sent as it was: \(reason.detail). \(reason.remedy)")
        }
        let client = ControlClient(try ControlSession.folder(invocation))
        let reply = try client.change(.replay(manner), stored.id, at: session.now)
        return try ControlSession.tell(reply, session.console, about: stored.id.text) { _ in
            session.isJSON
                ? .report { $0.object { $0.member("replayed", stored.id.text) } } : "\(stored.id.text): replayed"
        }
    }

    // MARK: Many

    private static func replayMany(_ session: ReportSession) throws -> ExitCode {
        let invocation = session.invocation
        var filter = try LetterOptions.filter(invocation, now: session.now)
        let limit = try LetterOptions.count(LetterOptions.limit, invocation)
        let pace = try LetterOptions.pace(invocation)
        guard !invocation.has(LetterOptions.dryRun) else { return try forecast(filter, atMost: limit, session) }
        var expected = 0
        var destinations: Set<String> = []
        try session.reader.forEach(filter, atMost: limit ?? .max) { letter in
            expected += 1
            destinations.insert(letter.summary.stored.address.destination)
        }
        guard expected > 0 else { return try tellNone(filter, session) }
        // So that the job does not wait for what waits elsewhere.
        if destinations.count == 1 { filter.destination = destinations.first }
        let order = ReplayOrder(
            filter,
            LetterOptions.manner(invocation),
            pace: pace,
            limit: limit,
            expected: expected,
            by: ProcessUser.words
        )
        return try ReplaysCommand.begin(order, of: "dead letter", "dead letters", expected, session)
    }

    private static func forecast(
        _ filter: LetterFilter,
        atMost limit: Int?,
        _ session: ReportSession
    ) throws -> ExitCode {
        let manner = LetterOptions.manner(session.invocation)
        let room = try LetterOptions.count(LetterOptions.show, session.invocation) ?? 20
        let routes = try RoutesToAsk.named(session)
        let preview = try routes.preview(session)
        var forecast = ReplayForecast(room: room, session.mask)
        try session.reader.forEach(filter, atMost: limit ?? .max) { letter throws(StoreError) in
            let stored = letter.summary.stored
            try forecast.add(stored, try preview.outcome(of: stored, manner), after: preview.newest)
        }
        guard forecast.total > 0 else { return try tellNone(filter, session) }
        return try tell(forecast, routes, session)
    }

    // MARK: Telling

    private static func tell(
        _ forecast: ReplayForecast,
        _ routes: RoutesToAsk,
        _ session: ReportSession
    ) throws -> ExitCode {
        guard !session.isJSON else {
            return try session.tell(.report { forecast.write(to: &$0, remark: routes.remark) })
        }
        return try session.tell(forecast.lines + [routes.remark].compactMap(\.self))
    }

    private static func tellNone(_ filter: LetterFilter, _ session: ReportSession) throws -> ExitCode {
        try FilterNames.check(session)
        if let group = filter.group {
            let remedy = "See those that there are: leadrelay dead groups"
            throw session.invocation.invalid(group, of: LetterOptions.group, "has no such dead letters", remedy: remedy)
        }
        return try ReplaysCommand.tellNone(["no dead letters"], session)
    }
}
