import CivilTime
import CommandLineFrame
import RelayCore
import RelayRoutes

/// The options that say which dead letters are meant, and how they are sent again.
enum LetterOptions {
    static let filters = [
        ReportOptions.destination, ReportOptions.cause, ReportOptions.route, ReportOptions.lead, ReportOptions.since,
        ReportOptions.until,
    ]
    static let group = Option.taking(.text(named: "GROUP"), "--group", "Those of a group, as dead groups names it.")
    static let all = Option.flag("--all", "All dead letters, or all that the other options choose.")
    static let pace = Option.taking(.text(named: "RATE"), "--pace", "So many at a time, as 5/s or 100/10m.")
    static let limit = Option.taking(.text(named: "COUNT"), "--limit", "So many at the most, the oldest first.")
    static let dryRun = Option.flag("--dry-run", "Show what would be sent and how it differs, and send nothing.")
    static let show = Option.taking(.text(named: "COUNT"), "--show", "How many --dry-run shows; 20 unless told.")
    static let asSent = Option.flag("--as-sent", "With the request of the last attempt, whatever the routes say now.")
    static let evenIfStale = Option.flag(
        "--even-if-stale",
        "Also where its send wants only the latest, and a newer one was sent or waits."
    )
    static let follow = Option.flag("--follow", "Stay, and tell how far the job is until it has ended.")

    static func filter(_ invocation: Invocation, now: Timestamp) throws(UsageError) -> LetterFilter {
        var filter = LetterFilter()
        if invocation.declares(group) { filter.group = invocation.value(of: group) }
        filter.destination = invocation.value(of: ReportOptions.destination)
        filter.cause = invocation.value(of: ReportOptions.cause)
        filter.route = invocation.value(of: ReportOptions.route)
        filter.lead = invocation.value(of: ReportOptions.lead)
        filter.since = try ReportOptions.moment(ReportOptions.since, invocation, now)
        filter.until = try ReportOptions.moment(ReportOptions.until, invocation, now)
        return filter
    }

    static func manner(_ invocation: Invocation) -> Delivery.Replay {
        var manner = Delivery.Replay.inOrder
        if invocation.has(evenIfStale) { manner.insert(.evenIfStale) }
        if invocation.declares(asSent), invocation.has(asSent) { manner.insert(.asSent) }
        return manner
    }

    static func pace(_ invocation: Invocation) throws(UsageError) -> Rate? {
        guard let text = invocation.value(of: pace) else { return nil }
        guard let rate = Rate(setting: text), rate.count <= 1_000_000 else {
            throw invocation.invalid(text, of: pace, "is no rate", remedy: "Write 5/s, 100/m or 100/10m.")
        }
        return rate
    }

    static func count(_ option: Option, _ invocation: Invocation) throws(UsageError) -> Int? {
        guard let text = invocation.value(of: option) else { return nil }
        guard let count = Int(text), (1...1_000_000_000).contains(count) else {
            throw invocation.invalid(text, of: option, "is no such count", remedy: "Give one from 1 on.")
        }
        return count
    }
}
