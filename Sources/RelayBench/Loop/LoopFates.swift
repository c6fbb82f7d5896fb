import RelayCore

/// What became of the events, against what must become of them.
struct LoopFates {
    enum Fate: String, CaseIterable { case routed, echo, unmatched }

    private(set) var counts: [Fate: Int] = [:]
    /// Acknowledgements, those of duplicates included.
    private(set) var acknowledged = 0
    /// Acknowledgements of what had been acknowledged before.
    private(set) var duplicates = 0
    /// Acknowledged, and not in the store.
    private(set) var missing = 0
    /// In the store, and never acknowledged.
    private(set) var unknown = 0
    /// Routed though the relay wrote it itself.
    private(set) var ring = 0
    /// The relay's own writes that were not recognised.
    private(set) var echoesMissed = 0
    /// Changes of outsiders that the relay took for its own writes.
    private(set) var takenForEcho = 0
    /// Routed without a change, or a change that no route took.
    private(set) var others = 0

    var total: Int { counts.values.reduce(0, +) }

    init(_ webhooks: [LoopBook.Webhook], _ events: [EventSummary]) {
        var stored = Dictionary(events.map { ($0.number.text, $0) }) { first, _ in first }
        for webhook in webhooks {
            acknowledged += webhook.names.count
            guard let name = webhook.names.first else { continue }
            duplicates += webhook.names.count - 1
            guard let event = stored.removeValue(forKey: name), event.senderID == webhook.id else {
                missing += 1
                continue
            }
            note(event, of: webhook)
        }
        unknown = stored.count
    }

    private mutating func note(_ event: EventSummary, of webhook: LoopBook.Webhook) {
        let fate: Fate = event.isEcho ? .echo : event.isRouted ? .routed : .unmatched
        counts[fate, default: 0] += 1
        if webhook.isOfRelay {
            if fate == .routed { ring += 1 }
            if fate != .echo { echoesMissed += 1 }
        } else if fate == .echo {
            takenForEcho += 1
        } else if fate != Self.expected(of: webhook) {
            others += 1
        }
    }

    /// A route leaves an event that tells of no change, as that of an outsider's request that was sent again.
    static func expected(of webhook: LoopBook.Webhook) -> Fate {
        guard !webhook.isOfRelay else { return .echo }
        return webhook.previous == webhook.status ? .unmatched : .routed
    }
}
