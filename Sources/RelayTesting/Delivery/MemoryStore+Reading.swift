package import CivilTime
import JSON
import LinuxIO
package import RelayCore

extension MemoryStore: DeliveryQueue {
    package func due(at destination: String, by now: Timestamp, limit: Int) throws(StoreError) -> [StoredDelivery] {
        let due = heads(at: destination).filter { $0.due <= now }.map(\.stored)
        let replays = due.filter { $0.share == .replay }
        return Array(due.filter { $0.share != .replay }.prefix(limit) + replays.prefix(limit))
    }

    package func nextDue(at destination: String, after now: Timestamp) throws(StoreError) -> Timestamp? {
        heads(at: destination).first { $0.due > now }?.due
    }

    private func heads(at destination: String) -> [(due: Timestamp, stored: StoredDelivery)] {
        state.withLock { state in
            state.waiting.values.filter { $0.address.destination == destination && state.isHead($0) }
                .compactMap { stored in stored.delivery.due.map { ($0, stored) } }
                .sorted { ($0.due, $0.stored.id) < ($1.due, $1.stored.id) }
        }
    }

    package func destinations() throws(StoreError) -> [String] {
        state.withLock { Set($0.waiting.values.map(\.address.destination)).sorted() }
    }

    package func standings() throws(StoreError) -> [String: Standing] { state.withLock { $0.standings } }

    package func closures() throws(StoreError) -> [String: QuotaClosure] { state.withLock { $0.closures } }

    package func event(_ number: EventNumber) throws(StoreError) -> StoredEvent? {
        state.withLock { $0.events[number]?.stored }
    }

    package func events(_ numbers: [EventNumber], largestBody: Int) throws(StoreError) -> [StoredEvent] {
        let found: [StoredEvent] = state.withLock { state in numbers.compactMap { state.events[$0]?.stored } }
        return found.filter { !$0.isEmptied && $0.event.body.document.bytes.count <= largestBody }
    }

    package func delivery(_ id: DeliveryID) throws(StoreError) -> StoredDelivery? {
        state.withLock { $0.waiting[id] ?? $0.finished[id]?.stored }
    }
}

extension MemoryStore: Ledger {
    package func events(_ query: EventQuery) throws(StoreError) -> [EventSummary] {
        let found = state.withLock { state in
            state.events.values.map { $0.summary }.filter { query.takes($0) }.sorted { $0.number > $1.number }
        }
        return Array((query.after == nil ? found : found.reversed()).prefix(query.limit))
    }

    package func number(ofSenderID id: String, source: String?) throws(StoreError) -> EventNumber? {
        state.withLock { state in
            state.ids.filter { $0.key.id == id && (source == nil || $0.key.source == source) }.values.max()
        }
    }

    package func deliveries(_ query: DeliveryQuery) throws(StoreError) -> [DeliverySummary] {
        let found = state.withLock { state in
            (Array(state.waiting.values) + state.finished.values.map(\.stored))
                .map { state.summary(of: $0) }
                .filter { query.takes($0) }
        }
        return Array(found.sorted { $0.stored.id > $1.stored.id }.prefix(query.limit))
    }

    package func attempts(of id: DeliveryID) throws(StoreError) -> [Attempt] {
        state.withLock { $0.attempts[id] ?? [] }
    }

    package func rejections(limit: Int) throws(StoreError) -> [RejectedRequest] {
        state.withLock { Array($0.rejections.reversed().prefix(limit)) }
    }

    package func echoMatch(of event: EventNumber) throws(StoreError) -> EchoMatch? {
        state.withLock { $0.echoMatches[event] }
    }

    package func attention() throws(StoreError) -> [AttentionRecord] {
        state.withLock { $0.sortedAttention }
    }

    package func configuration(_ fingerprint: String) throws(StoreError) -> [UInt8]? {
        state.withLock { $0.configurations[fingerprint] }
    }

    package func deadLetters(
        after number: Int64,
        limit: Int
    ) throws(StoreError) -> [(number: Int64, DeliverySummary)] {
        state.withLock { state in
            state.deadLetters.filter { $0.number > number }.prefix(limit).compactMap { letter in
                state.finished[letter.id].map { (letter.number, state.summary(of: $0.stored)) }
            }
        }
    }

    package func counts() throws(StoreError) -> StoreCounts {
        state.withLock { state in
            StoreCounts(
                waiting: state.waiting.count,
                deadLetters: state.deadLetters.count,
                attention: state.attention.count,
                echoes: state.echoMatches.values.count(where: \.isEcho),
                nearMisses: state.echoMatches.values.count { !$0.isEcho },
                bytes: 0
            )
        }
    }

    package func holder(before stored: StoredDelivery) throws(StoreError) -> DeliveryID? {
        state.withLock { $0.holder(before: stored) }
    }

    package func backlogs() throws(StoreError) -> [Backlog] {
        state.withLock { state in
            let waiting = Dictionary(grouping: state.waiting.values) { $0.address.destination }
            return waiting.sorted { $0.key < $1.key }.map { destination, waiting in
                Backlog(
                    destination: destination,
                    waiting: waiting.count,
                    oldest: waiting.map(\.delivery.since).min() ?? .latest,
                    supersedable: waiting.count { state.isSupersedable($0) }
                )
            }
        }
    }
}

extension MemoryStoreState {
    fileprivate func isSupersedable(_ stored: StoredDelivery) -> Bool {
        guard let lane = stored.lane, rules[stored.address]?.order == .latest,
            !stored.delivery.history.isWantedEvenIfStale
        else { return false }
        return waiting.values.contains { other in
            other.address == stored.address && other.lane == lane
                && (stored.position, stored.id) < (other.position, other.id)
        }
    }

    func summary(of stored: StoredDelivery) -> DeliverySummary {
        let status = attempts[stored.id]?.last?.status
        return DeliverySummary(stored, lead: stored.lane?.lead, finishedAt: finished[stored.id]?.at, status: status)
    }
}

extension MemoryStoreState.Kept {
    fileprivate var summary: EventSummary {
        let event = stored.event
        return EventSummary(
            number: stored.number,
            senderID: event.id,
            source: event.source,
            type: event.type,
            lead: event.lead,
            occurredAt: event.occurredAt,
            receivedAt: event.receivedAt,
            isRouted: stored.isRouted,
            isEcho: stored.isEcho,
            deliveries: deliveries
        )
    }
}

extension EventQuery {
    fileprivate func takes(_ event: EventSummary) -> Bool {
        matches(source, event.source) && matches(type, event.type) && matches(lead, event.lead)
            && (since.map { event.number >= EventNumber.first(at: $0) } ?? true)
            && (until.map { event.number < EventNumber.first(at: $0) } ?? true)
            && (before.map { event.number < $0 } ?? true) && (after.map { event.number > $0 } ?? true)
    }
}

extension DeliveryQuery {
    fileprivate func takes(_ summary: DeliverySummary) -> Bool {
        let stored = summary.stored
        return matches(event, stored.id.event) && matches(id, stored.id)
            && matches(destination, stored.address.destination) && matches(route, stored.address.route)
            && matches(lead, summary.lead) && (state?.takes(stored.delivery.state) ?? true)
            && matches(cause, stored.delivery.state.cause) && (before.map { stored.id < $0 } ?? true)
            && (since.map { stored.delivery.since >= $0 } ?? true)
            && (until.map { stored.delivery.since < $0 } ?? true)
    }
}

/// Whether it is the one that is asked for; nil asks for any.
private func matches<Value: Equatable>(_ asked: Value?, _ value: Value?) -> Bool { asked == nil || asked == value }

extension DeliveryQuery.StateFilter {
    fileprivate func takes(_ state: Delivery.State) -> Bool {
        guard case .finished(let fate, _) = state else { return self == .waiting }
        return self == .finished(fate) || self == .deadLetter && fate.isDeadLetter
    }
}

extension Delivery.State {
    fileprivate var cause: String? {
        switch self {
        case .waiting(_, let reason), .finished(_, let reason): reason.cause
        case .inFlight: nil
        }
    }
}
