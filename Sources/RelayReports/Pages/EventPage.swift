package import CivilTime
package import JSON
package import RelayAuthoring
package import RelayCore
import RelayRoutes

/// All about one event: what it says, what became of it, and why each route took it or left it.
package struct EventPage: Sendable {
    private let stored: StoredEvent
    private let deliveries: [DeliverySummary]
    private let match: EchoMatch?
    private let additions: [Addition]
    private let reasoning: Reasoning
    private let now: Timestamp
    private let mask: Mask

    /// Why the routes took the event or left it, or why nobody can tell any more.
    package enum Reasoning: Sendable {
        case explanation(Explanation)
        case unknown(String)
    }

    package init(
        _ stored: StoredEvent,
        _ deliveries: [DeliverySummary],
        match: EchoMatch? = nil,
        additions: [Addition] = [],
        _ reasoning: Reasoning,
        now: Timestamp,
        _ mask: Mask
    ) {
        self.stored = stored
        self.deliveries = deliveries
        self.match = match
        self.additions = additions
        self.now = now
        self.mask = mask.learning(from: stored.event.body)
        switch reasoning {
        case .explanation(let explanation): self.reasoning = .explanation(explanation.masked(by: self.mask))
        case .unknown: self.reasoning = reasoning
        }
    }

    private var event: Event { stored.event }

    // MARK: Text

    package var lines: [String] {
        var text = ReportText()
        text.line("event \(stored.number.text) from \(event.source)")
        text.fields(fields)
        if !deliveries.isEmpty {
            text.heading("deliveries")
            text.block(DeliveryList(deliveries, limit: .max, now: now, mask).lines, indent: 0)
        }
        for addition in additions { text.line("  \(addition.delivery.text) \(addition.words(now: now))") }
        text.heading("why")
        switch reasoning {
        case .explanation(let explanation): text.block(explanation.lines)
        case .unknown(let reason): text.paragraph(reason)
        }
        writeContent(to: &text)
        return text.lines
    }

    private var fields: [(label: String, text: String)] {
        [
            ("sender's id", event.id), ("also known as", event.aliases.joined(separator: ", ")),
            ("type", event.type.isEmpty ? "none" : event.type), ("lead", event.lead ?? "none"),
            ("occurred", event.occurredAt.map(moment) ?? ""), ("received", moment(event.receivedAt)),
            ("fate", fate), ("held against", nearMiss), ("configuration", stored.configuration),
        ]
    }

    private func moment(_ time: Timestamp) -> String { "\(time.inSentence) (\(time.relative(to: now)))" }

    /// What was expected of it, where it said something else.
    private var nearMiss: String {
        guard let match, !match.isEcho else { return "" }
        let (expected, reported) = (mask.sentence(match.expected), mask.sentence(match.reported))
        return "expected echo \(expected), got \(reported) (\(match.field), written by \(match.delivery.text))"
    }

    private var fate: String {
        if stored.isEcho { return match.map { "echo: \($0.words)" } ?? "echo of a write of ours" }
        guard stored.isRouted else { return "unmatched: no route takes it" }
        let states = deliveries.map { DeliveryWords(summary: $0, now: now).state }
        let counts = Dictionary(states.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
        let listed = counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        return listed.isEmpty ? "routed; its deliveries are no longer kept" : "routed: \(listed)"
    }

    private func writeContent(to text: inout ReportText) {
        guard !stored.isEmptied else {
            text.heading("its body, headers and query are gone: they were dropped to save room")
            return
        }
        writePairs(event.headers, "headers", to: &text)
        writePairs(event.query, "query", to: &text)
        let remark = mask.isRevealing ? "" : ", personal data masked (--reveal shows it)"
        text.heading("body\(remark)")
        text.block(MaskedValue(event.body, mask, .event).lines)
    }

    private func writePairs(_ pairs: EventFields, _ title: String, to text: inout ReportText) {
        guard !pairs.isEmpty else { return }
        text.heading(title)
        for (name, value) in masked(pairs) { text.line("  \(name): \(value)") }
    }

    private func masked(_ pairs: EventFields) -> [(name: String, value: String)] {
        pairs.sorted { $0.name < $1.name }.map { name, value in
            let isSecret = SensitiveNames.isSecret(header: name)
            let treatment = isSecret ? .secret : SensitiveNames.treatment(of: name, in: .answer)
            return (name, mask.hides(value, treatment) ? Mask.placeholder(forText: value.count) : value)
        }
    }

    // MARK: JSON

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            stored.writeMembers(to: &writer)
            writer.member("emptied", stored.isEmptied)
            match?.writeMember(to: &writer, mask)
            if !stored.isEmptied { writeContent(to: &writer) }
            writer.name("deliveries")
            writer.array { writer in
                for delivery in deliveries { writer.object { delivery.writeMembers(to: &$0, mask) } }
            }
            additions.writeMember(to: &writer)
            switch reasoning {
            case .explanation(let explanation):
                writer.name("explanation")
                explanation.write(to: &writer)
            case .unknown(let reason): writer.member("unexplained", reason)
            }
        }
    }

    private func writeContent(to writer: inout JSONWriter) {
        for (title, pairs) in [("headers", event.headers), ("query", event.query)] {
            writer.name(title)
            writer.object { writer in for (name, value) in masked(pairs) { writer.member(name, value) } }
        }
        writer.name("body")
        MaskedValue(event.body, mask, .event).write(to: &writer)
    }
}

extension StoredEvent {
    func writeMembers(to writer: inout JSONWriter) {
        writer.member("id", number.text)
        writer.member("senderId", event.id)
        if !event.aliases.isEmpty { writer.member("aliases", event.aliases) }
        writer.member("source", event.source)
        writer.member("type", event.type)
        if let lead = event.lead { writer.member("lead", lead) }
        if let occurredAt = event.occurredAt { writer.member("occurredAt", occurredAt.rfc3339) }
        writer.member("receivedAt", event.receivedAt.rfc3339)
        writer.member("fate", isEcho ? "echo" : isRouted ? "routed" : "unmatched")
        writer.member("configuration", configuration)
    }
}

extension EchoMatch {
    /// What of ours it repeats.
    var words: String { "it repeats what \(delivery.text) wrote to \(destination)" }

    fileprivate func writeMember(to writer: inout JSONWriter, _ mask: Mask) {
        writer.name(isEcho ? "echoOf" : "nearMiss")
        writer.object { writer in
            writer.member("delivery", delivery.text)
            writer.member("to", destination)
            writer.member("field", field)
            writer.member("expected", mask.sentence(expected))
            writer.member("reported", mask.sentence(reported))
        }
    }
}
