package import CivilTime
package import JSON
package import RelayCore

/// All about one delivery: how it stands and why, each attempt, and what happens next.
package struct DeliveryPage: Sendable {
    let summary: DeliverySummary
    /// Nil where the event is gone.
    let event: StoredEvent?
    let attempts: [Attempt]
    let edits: [StoredEdit]
    /// Those of the same lane that come first.
    let ahead: [DeliverySummary]
    /// What it waits for beside them and its time.
    let obstacle: Obstacle?
    /// Why it would not be sent again as it is, because of a newer one.
    let overtaking: Reason?
    let now: Timestamp
    let mask: Mask

    package init(
        _ summary: DeliverySummary,
        of event: StoredEvent?,
        attempts: [Attempt],
        edits: [StoredEdit] = [],
        ahead: [DeliverySummary] = [],
        obstacle: Obstacle? = nil,
        overtaking: Reason? = nil,
        now: Timestamp,
        _ mask: Mask
    ) {
        self.summary = summary
        self.event = event
        self.attempts = attempts
        self.edits = edits
        self.ahead = ahead
        self.obstacle = obstacle
        self.overtaking = overtaking
        self.now = now
        self.mask = event.map { mask.learning(from: $0.event.body) } ?? mask
    }

    private var words: DeliveryWords { DeliveryWords(summary: summary, now: now, obstacle: obstacle) }
    private var advice: Advice { Advice(words: words, ahead: ahead, overtaking: overtaking) }

    package var lines: [String] {
        var text = ReportText()
        text.line("delivery \(summary.stored.id.text) to \(summary.stored.address.destination)")
        text.fields(fields)
        for attempt in attempts { AttemptSection(attempt: attempt, mask: mask).write(to: &text) }
        for edit in edits { EditSection(edit, mask).write(to: &text) }
        text.heading("next: \(advice.sentence)")
        for command in advice.commands { text.line("  \(command)") }
        return text.lines
    }

    private var fields: [(label: String, text: String)] {
        let (stored, reason) = (summary.stored, words.reason)
        let ended = summary.finishedAt.map { "\($0.inSentence) (\($0.relative(to: now)))" } ?? ""
        return [
            ("state", words.sentence), ("cause", reason.cause), ("detail", mask.sentence(reason.detail)),
            ("remedy", mask.sentence(reason.remedy)), ("event", eventWords),
            ("route", "\(stored.address.route), send \(stored.address.send)"), ("lane", advice.lane),
            ("since", "\(stored.delivery.since.inSentence) (\(stored.delivery.since.relative(to: now)))"),
            ("ended", ended), ("tries", words.tries),
        ]
    }

    private var eventWords: String {
        let id = summary.stored.id.event.text
        guard let event = event?.event else { return "\(id), which is no longer kept" }
        return "\(id), \(event.type.isEmpty ? "without a type" : event.type) from \(event.source)"
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            summary.writeMembers(to: &writer, mask, obstacle)
            if let event = event?.event {
                writer.member("source", event.source)
                writer.member("type", event.type)
                writer.member("senderId", event.id)
            }
            if !ahead.isEmpty { writer.member("ahead", ahead.map(\.stored.id.text)) }
            writer.name("tries")
            writer.array { writer in
                for attempt in attempts { AttemptSection(attempt: attempt, mask: mask).write(to: &writer) }
            }
            if !edits.isEmpty {
                writer.name("edits")
                writer.array { writer in
                    for edit in edits { EditSection(edit, mask).write(to: &writer) }
                }
            }
            if let overtaking {
                writer.name("overtaken")
                writer.object { overtaking.writeMembers(to: &$0, mask) }
            }
            writer.member("outlook", advice.sentence)
            writer.member("commands", advice.commands)
        }
    }
}
