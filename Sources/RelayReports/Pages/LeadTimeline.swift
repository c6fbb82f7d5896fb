package import CivilTime
package import JSON
package import RelayCore

/// One lead over all sources and destinations, in the order of time.
package struct LeadTimeline: Sendable {
    private let lead: String
    private let entries: [Entry]
    /// Whether there is more of it than was read.
    private let isCut: Bool
    private let now: Timestamp

    private struct Entry: Sendable {
        let at: Timestamp
        /// What stands first where several things happen at once.
        let rank: Int
        let kind: String
        let id: String
        let words: String
        let isAhead: Bool
    }

    /// Takes each delivery with all that was tried for it.
    package init(
        of lead: String,
        _ events: [EventSummary],
        _ matches: [EventNumber: EchoMatch] = [:],
        _ deliveries: [(summary: DeliverySummary, attempts: [Attempt])],
        obstacles: [DeliveryID: Obstacle] = [:],
        additions: [Addition] = [],
        isCut: Bool = false,
        now: Timestamp
    ) {
        self.lead = lead
        self.isCut = isCut
        self.now = now
        let all =
            events.map { Self.entry($0, matches[$0.number]) }
            + additions.map { Self.entry($0, deliveries.map(\.summary.stored)) }
            + deliveries.flatMap { Self.entries($0.summary, $0.attempts, obstacles[$0.summary.stored.id], now) }
        entries = all.sorted { ($0.at, $0.rank, $0.id) < ($1.at, $1.rank, $1.id) }
    }

    package var isEmpty: Bool { entries.isEmpty }

    private static func entry(_ event: EventSummary, _ match: EchoMatch?) -> Entry {
        let type = event.type.isEmpty ? "without a type" : event.type
        let echoed = match.map { $0.isEcho ? " of \($0.delivery.text)" : ", not the echo of \($0.delivery.text)" } ?? ""
        let words = "\(type) from \(event.source), \(event.fate)\(echoed)"
        return Entry(at: event.receivedAt, rank: 0, kind: "event", id: event.number.text, words: words, isAhead: false)
    }

    private static func entry(_ addition: Addition, _ deliveries: [StoredDelivery]) -> Entry {
        let to = deliveries.first { $0.id == addition.delivery }?.address.destination ?? "?"
        let words = "\(to): \(addition.job.text) took its event through the routes again"
        let id = addition.delivery.text
        return Entry(at: addition.at, rank: 0, kind: "added", id: id, words: words, isAhead: false)
    }

    private static func entries(
        _ summary: DeliverySummary,
        _ attempts: [Attempt],
        _ obstacle: Obstacle?,
        _ now: Timestamp
    ) -> [Entry] {
        let (id, to) = (summary.stored.id.text, summary.stored.address.destination)
        var entries = attempts.map { attempt in
            let outcome = AttemptSection(attempt: attempt, mask: Mask()).outcome
            let words =
                "\(to): attempt \(attempt.number), \(outcome), \(attempt.verdict.rawValue) (\(attempt.reason.cause))"
            return Entry(at: attempt.startedAt, rank: 1, kind: "attempt", id: id, words: words, isAhead: false)
        }
        let words = DeliveryWords(summary: summary, now: now, obstacle: obstacle)
        let ending = "\(to): \(words.remark)"
        switch summary.stored.delivery.state {
        case .finished:
            let at = summary.finishedAt ?? attempts.last?.startedAt ?? summary.stored.delivery.since
            entries.append(Entry(at: at, rank: 2, kind: words.state, id: id, words: ending, isAhead: false))
        case .waiting(let due, _):
            entries.append(Entry(at: max(due, now), rank: 3, kind: "waiting", id: id, words: ending, isAhead: true))
        case .inFlight:
            entries.append(Entry(at: now, rank: 3, kind: "in-flight", id: id, words: ending, isAhead: true))
        }
        return entries
    }

    package var lines: [String] {
        var table = TextTable([.whole("AT (UTC)"), .whole("WHAT"), .whole("ID"), .flexible("")])
        for entry in entries { table.row([entry.at.inColumn, entry.kind, entry.id, entry.words]) }
        var text = ReportText()
        text.line("lead \(lead)")
        if isCut { text.line("only its newest events and deliveries; --limit shows more") }
        text.block(table.lines, indent: 0)
        return text.lines
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("lead", lead)
            writer.member("cut", isCut)
            writer.name("timeline")
            writer.array { writer in
                for entry in entries {
                    writer.object { writer in
                        writer.member("at", entry.at.rfc3339)
                        writer.member("what", entry.kind)
                        writer.member("id", entry.id)
                        writer.member("words", entry.words)
                        if entry.isAhead { writer.member("ahead", true) }
                    }
                }
            }
        }
    }
}
