import CivilTime
import CommandLineFrame
import RelayCore
import RelayReports

/// The options that choose what of a store is told, and what they ask for.
enum ReportOptions {
    static let source = Option.taking(.text(named: "NAME"), "--source", "Only what this source sent.")
    static let type = Option.taking(.text(named: "TYPE"), "--type", "Only events of this type.")
    static let lead = Option.taking(.text(named: "KEY"), "--lead", "Only what is about this lead.")
    static let event = Option.taking(.text(named: "ID"), "--event", "Only what this event led to.")
    static let destination = Option.taking(.text(named: "NAME"), "--destination", "Only what goes to this destination.")
    static let route = Option.taking(.text(named: "NAME"), "--route", "Only what this route sends.")
    static let cause = Option.taking(.text(named: "WORD"), "--cause", "Only what is as it is for this cause.")
    static let state = Option.taking(
        .choice(["waiting", "dead-letter"] + Fate.allCases.map(\.rawValue), named: "STATE"),
        "--state",
        "Only what waits, is a dead letter (dead or expired), or ended so."
    )
    static let since = Option.taking(
        .text(named: "TIME"),
        "--since",
        "Only what was accepted since then: RFC 3339, a day, or how long ago, as 2h or 3d."
    )
    static let until = Option.taking(.text(named: "TIME"), "--until", "Only what was accepted before then.")
    static let before = Option.taking(.text(named: "ID"), "--before", "The page behind the one that ended with this.")
    static let limit = Option.taking(.text(named: "COUNT"), "--limit", "How many at the most; 50 unless told.")
    static let reveal = Option.flag("--reveal", "Show personal data too; secrets stay masked.")

    static let ofEvents = [source, type, lead, since, until, before, limit]
    static let ofDeliveries = [event, destination, route, lead, state, cause, since, until, before, limit]
    static let ofDeadLetters = [destination, route, lead, cause, since, until, before, limit]
    /// What every command over a store has.
    static let common: [Option] = [.data, .config, .json]

    private static let standardLimit = 50
    private static let mostAtOnce = 10_000

    // MARK: Queries

    static func events(_ invocation: Invocation, now: Timestamp) throws(UsageError) -> EventQuery {
        var query = try narrowed(EventQuery(limit: try count(invocation)), invocation, now)
        query.until = try moment(until, invocation, now)
        query.before = try id(before, invocation, EventNumber.init(text:), like: "ev_… of the last row")
        return query
    }

    /// The events that are to be followed.
    static func followed(_ invocation: Invocation, now: Timestamp) throws(UsageError) -> EventQuery {
        try narrowed(EventQuery(), invocation, now)
    }

    private static func narrowed(
        _ query: EventQuery,
        _ invocation: Invocation,
        _ now: Timestamp
    ) throws(UsageError) -> EventQuery {
        var query = query
        query.source = invocation.value(of: source)
        query.type = invocation.value(of: type)
        query.lead = invocation.value(of: lead)
        query.since = try moment(since, invocation, now)
        return query
    }

    static func deliveries(_ invocation: Invocation, now: Timestamp) throws(UsageError) -> DeliveryQuery {
        var query = try filtered(invocation, now: now)
        query.event = try id(event, invocation, EventNumber.init(text:), like: "ev_…")
        query.state = invocation.value(of: state).flatMap(filter)
        return query
    }

    /// The dead letters that are asked for.
    static func deadLetters(_ invocation: Invocation, now: Timestamp) throws(UsageError) -> DeliveryQuery {
        var query = try filtered(invocation, now: now)
        query.state = .deadLetter
        return query
    }

    private static func filtered(_ invocation: Invocation, now: Timestamp) throws(UsageError) -> DeliveryQuery {
        var query = DeliveryQuery(limit: try count(invocation))
        query.destination = invocation.value(of: destination)
        query.route = invocation.value(of: route)
        query.lead = invocation.value(of: lead)
        query.cause = invocation.value(of: cause)
        query.since = try moment(since, invocation, now)
        query.until = try moment(until, invocation, now)
        query.before = try id(before, invocation, DeliveryID.init(text:), like: "dl_… of the last row")
        return query
    }

    private static func filter(_ word: String) -> DeliveryQuery.StateFilter? {
        switch word {
        case "waiting": .waiting
        case "dead-letter": .deadLetter
        default: Fate(rawValue: word).map { .finished($0) }
        }
    }

    // MARK: Values

    static func count(_ invocation: Invocation) throws(UsageError) -> Int {
        guard let text = invocation.value(of: limit) else { return standardLimit }
        guard let count = Int(text), (1...mostAtOnce).contains(count) else {
            throw invocation.invalid(text, of: limit, "is no such count", remedy: "Give one from 1 to \(mostAtOnce).")
        }
        return count
    }

    static func moment(
        _ option: Option,
        _ invocation: Invocation,
        _ now: Timestamp
    ) throws(UsageError) -> Timestamp? {
        guard let text = invocation.value(of: option) else { return nil }
        guard let moment = Timestamp(setting: text, now: now) else {
            let remedy = "Write 2026-02-20T18:39:49Z, 2026-02-20, or how long ago, as 90m, 2h or 3d."
            throw invocation.invalid(text, of: option, "is no time", remedy: remedy)
        }
        return moment
    }

    private static func id<ID>(
        _ option: Option,
        _ invocation: Invocation,
        _ read: (String) -> ID?,
        like example: String
    ) throws(UsageError) -> ID? {
        guard let text = invocation.value(of: option) else { return nil }
        guard let id = read(text) else {
            throw invocation.invalid(text, of: option, "is no such id", remedy: "Give the \(example).")
        }
        return id
    }
}
