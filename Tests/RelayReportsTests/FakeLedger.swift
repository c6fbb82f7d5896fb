import CivilTime
import RelayCore

/// A ledger over lists, plain enough to be right at first sight.
final class FakeLedger: Ledger {
    var stored: [StoredEvent] = []
    var sent: [DeliverySummary] = []
    var tried: [DeliveryID: [Attempt]] = [:]
    var refused: [RejectedRequest] = []
    var matches: [EventNumber: EchoMatch] = [:]
    var attended: [AttentionRecord] = []
    var configurations: [String: [UInt8]] = [:]
    var letters: [DeadLetter] = []
    var edited: [DeliveryID: [StoredEdit]] = [:]
    var jobs: [ReplayJob] = []
    var holders: [Lane: DeliveryID] = [:]
    var stands: [String: Standing] = [:]
    var obstacles: [DeliveryID: Reason] = [:]
    var closed: [String: QuotaClosure] = [:]
    var additions: [EventNumber: [Addition]] = [:]

    func events(_ query: EventQuery) -> [EventSummary] {
        let fitting = stored.filter { stored in
            let event = stored.event
            return (query.source ?? event.source) == event.source && (query.type ?? event.type) == event.type
                && (query.lead == nil || query.lead == event.lead)
                && (query.since ?? .earliest) <= event.receivedAt && event.receivedAt < (query.until ?? .latest)
                && query.before.map { stored.number < $0 } ?? true && query.after.map { stored.number > $0 } ?? true
        }.sorted { query.after == nil ? $0.number > $1.number : $0.number < $1.number }
        return fitting.prefix(query.limit).map(summary)
    }

    private func summary(_ stored: StoredEvent) -> EventSummary {
        EventSummary(
            number: stored.number,
            senderID: stored.event.id,
            source: stored.event.source,
            type: stored.event.type,
            lead: stored.event.lead,
            occurredAt: stored.event.occurredAt,
            receivedAt: stored.event.receivedAt,
            isRouted: stored.isRouted,
            isEcho: stored.isEcho,
            deliveries: sent.count { $0.stored.id.event == stored.number }
        )
    }

    func event(_ number: EventNumber) -> StoredEvent? { stored.first { $0.number == number } }

    func number(ofSenderID id: String, source: String?) -> EventNumber? {
        stored.last { $0.event.id == id && (source ?? $0.event.source) == $0.event.source }?.number
    }

    func deliveries(_ query: DeliveryQuery) -> [DeliverySummary] {
        let fitting = sent.filter { summary in
            let (id, address) = (summary.stored.id, summary.stored.address)
            return (query.event ?? id.event) == id.event && (query.id ?? id) == id
                && (query.destination ?? address.destination) == address.destination
                && (query.route ?? address.route) == address.route
                && (query.lead == nil || query.lead == summary.lead)
                && query.before.map { id < $0 } ?? true && query.state.map { $0.fits(summary) } ?? true
        }
        return Array(fitting.sorted { $0.stored.id > $1.stored.id }.prefix(query.limit))
    }

    func attempts(of id: DeliveryID) -> [Attempt] { tried[id] ?? [] }
    func rejections(limit: Int) -> [RejectedRequest] { Array(refused.prefix(limit)) }
    func echoMatch(of event: EventNumber) -> EchoMatch? { matches[event] }
    func attention() -> [AttentionRecord] { attended }
    func configuration(_ fingerprint: String) -> [UInt8]? { configurations[fingerprint] }

    func deadLetters(after place: ReplayPlace, through last: Int64, limit: Int) -> [DeadLetter] {
        let fitting = letters.filter { $0.place > place && $0.number <= last }
        return Array(fitting.sorted { $0.place < $1.place }.prefix(limit))
    }

    func lastDeadLetter() -> Int64 { letters.last?.number ?? 0 }
    func edits(of id: DeliveryID) -> [StoredEdit] { edited[id] ?? [] }
    func obstacle(to stored: StoredDelivery) -> Reason? { obstacles[stored.id] }
    func lastEvent() -> EventNumber? { stored.map(\.number).max() }
    func additions(to event: EventNumber) -> [Addition] { additions[event] ?? [] }
    func replayJobs() -> [ReplayJob] { jobs }
    func replayJob(_ id: ReplayJobID) -> ReplayJob? { jobs.first { $0.id == id } }

    func holder(before stored: StoredDelivery) throws(StoreError) -> DeliveryID? {
        stored.lane.flatMap { holders[$0] }
    }
    func standings() throws(StoreError) -> [String: Standing] { stands }
    func closures() throws(StoreError) -> [String: QuotaClosure] { closed }

    // Reports ask for none of these.
    func deadLetters(after number: Int64, limit: Int) -> [(number: Int64, DeliverySummary)] { [] }
    func backlogs() throws(StoreError) -> [Backlog] { [] }
    func dueReplays(at destination: String, by now: Timestamp, upTo limit: Int) -> Int { 0 }
    func counts() -> StoreCounts { StoreCounts(waiting: 0, deadLetters: 0, bytes: 0) }
}

extension DeliveryQuery.StateFilter {
    fileprivate func fits(_ summary: DeliverySummary) -> Bool {
        switch (self, summary.stored.delivery.state) {
        case (.waiting, .waiting): true
        case (.finished(let wanted), .finished(let fate, _)): wanted == fate
        case (.deadLetter, .finished(let fate, _)): fate.isDeadLetter
        default: false
        }
    }
}
