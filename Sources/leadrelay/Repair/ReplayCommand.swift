import CommandLineFrame
import JSON
import LinuxIO
import RelayCore
import RelayReports
import RelayRoutes
import RelayService

/// `leadrelay replay`: events through the routes once more.
enum ReplayCommand {
    private static let event = Option.taking(
        .text(named: "ID"),
        "--event",
        isRepeated: true,
        "This event, also where it only repeats what we wrote."
    )
    private static let again = Option.flag("--again", "Also what was delivered or skipped before.")
    private static let narrowing = [
        ReportOptions.source, ReportOptions.type, ReportOptions.lead, ReportOptions.since, ReportOptions.until,
    ]

    static let command = Command(
        name: "replay",
        summary: "Send events through the routes again, and what they then lead to that they have not yet.",
        discussion: """
            What the routes now plan for an event, and it has no delivery of, is added to it; nothing is sent twice \
            unless --again asks for that. --dry-run shows what would be added, what the routes would not plan any \
            more, and what would be another request than the one that was delivered; with --config the routes of \
            another file. What is sent again is sent by a job, which the relay that runs carries out at its pace with \
            the routes that it runs, and goes on with after a restart; where none runs, the job begins with the next \
            start. What comes in later is not part of it. Events go in the order in which they came in; a lead's \
            order is kept among those that wait at the same time. Events that only repeat what we wrote are left alone unless \
            they are named.
            """,
        forms: ["--since TIME [OPTIONS]", "--event ID [OPTIONS]"],
        options: [event] + narrowing + [
            ReportOptions.route, again, LetterOptions.pace, LetterOptions.limit, LetterOptions.dryRun,
            LetterOptions.show, LetterOptions.evenIfStale, LetterOptions.follow, ReportOptions.reveal,
        ] + ReportOptions.common,
        examples: [
            "leadrelay replay --since 2h --dry-run",
            "leadrelay replay --since 3d --source sendpilot --pace 5/s --follow",
            "leadrelay replay --since 1d --dry-run --config routes-new.json",
        ],
        exitCodes: EventsCommands.exitCodes,
        validate: { invocation throws(UsageError) in
            try invocation.refuse(narrowing, beside: event)
            try invocation.refuse([LetterOptions.pace, LetterOptions.follow], beside: LetterOptions.dryRun)
            guard !invocation.has(event), !invocation.has(ReportOptions.since) else { return }
            throw invocation.missing("--since or --event", remedy: "Say since when, as in --since 2h.")
        },
        run: { invocation, console in
            let isRevealing = invocation.has(ReportOptions.reveal)
            return try ReportSession.run(invocation, console, isRevealing: isRevealing) { session in
                let filter = try filter(session)
                try FilterNames.check(session)
                return try invocation.has(LetterOptions.dryRun) ? show(filter, session) : begin(filter, session)
            }
        }
    )

    private static func filter(_ session: ReportSession) throws -> EventFilter {
        let invocation = session.invocation
        var filter = EventFilter()
        filter.source = invocation.value(of: ReportOptions.source)
        filter.type = invocation.value(of: ReportOptions.type)
        filter.lead = invocation.value(of: ReportOptions.lead)
        filter.route = invocation.value(of: ReportOptions.route)
        filter.since = try ReportOptions.moment(ReportOptions.since, invocation, session.now)
        filter.until = try ReportOptions.moment(ReportOptions.until, invocation, session.now)
        for word in invocation.values(of: event) {
            let number = try IDReading(session.ledger).event(word).number
            if !filter.events.contains(number) { filter.events.append(number) }
        }
        return filter
    }

    // MARK: Showing

    private static func show(_ filter: EventFilter, _ session: ReportSession) throws -> ExitCode {
        let given = try LetterOptions.count(LetterOptions.show, session.invocation)
        var room = given ?? (session.isJSON ? .max : 20)
        let routes = try RoutesToAsk.ofFile(session)
        var forecast = try routes.forecast(try wish(session.invocation), session)
        let progress = ReplayProgress()
        try forecast.look(at: filter, before: session.now) { item in
            guard room > 0, session.isJSON || item.isWorthShowing else { return }
            room -= 1
            progress.clear()
            for line in session.isJSON ? [.report(item.write)] : item.lines { try session.console.writeLine(line) }
        } progress: {
            progress.tell($0)
        }
        progress.clear()
        guard !session.isJSON else { return try session.tell(.report(forecast.write)) }
        return try session.tell(forecast.lines + [routes.remark].compactMap(\.self))
    }

    // MARK: Sending

    private static func begin(_ filter: EventFilter, _ session: ReportSession) throws -> ExitCode {
        let invocation = session.invocation
        let (pace, wish) = (try LetterOptions.pace(invocation), try wish(invocation))
        var forecast = try RoutesToAsk.inForce(session).forecast(wish, session)
        let progress = ReplayProgress()
        try forecast.look(at: filter, before: session.now, isDetailed: false, { _ in }, progress: { progress.tell($0) })
        progress.clear()
        let expected = forecast.wanted
        guard expected > 0 else { return try tellNothing(forecast, isAgain: invocation.has(again), session) }
        let order = ReplayOrder(
            .events(filter),
            wish.manner,
            pace: pace,
            limit: wish.limit,
            expected: expected,
            by: ProcessUser.words
        )
        return try ReplaysCommand.begin(order, of: "delivery", "deliveries", expected, session)
    }

    private static func wish(_ invocation: Invocation) throws(UsageError) -> RoutingForecast.Wish {
        var manner = LetterOptions.manner(invocation)
        if invocation.has(again) { manner.insert(.onceMore) }
        return RoutingForecast.Wish(manner, limit: try LetterOptions.count(LetterOptions.limit, invocation))
    }

    private static func tellNothing(
        _ forecast: RoutingForecast,
        isAgain: Bool,
        _ session: ReportSession
    ) throws -> ExitCode {
        let hint = isAgain || forecast.ended == 0 ? "" : "; what was delivered is sent again only with --again"
        let lines = ["nothing to send: \(forecast.events) events looked at\(hint)"] + forecast.remarks
        return try ReplaysCommand.tellNone(lines, session)
    }
}
