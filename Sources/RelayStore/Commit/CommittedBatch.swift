import CivilTime
import JSON
package import RelayCore

/// What a transaction brought, once it is on disk.
package struct CommittedBatch: Sendable {
    /// All deliveries whose turn has come.
    package private(set) var ready: [StoredDelivery] = []
    /// The new events that have deliveries, as they will be read back, with how many of these will be tried; nil where
    /// newer events may make some needless.
    package private(set) var newEvents: [(number: EventNumber, event: Event, deliveries: Int?)] = []
    /// Whether there may be other dead letters than before.
    package private(set) var mayChangeDeadLetters = false

    /// With room for what that many writes bring.
    init(writes count: Int) {
        ready.reserveCapacity(count)
        newEvents.reserveCapacity(count)
    }

    mutating func add(_ write: StoreWrite, _ result: StoreResult) {
        switch (write, result) {
        case (.accept(let events), .accepted(let receipts)):
            for index in receipts.indices { add(events[index], receipts[index]) }
        case (.settle(let stored, _), .settled(let next)):
            if case .finished(let fate, _) = stored.delivery.state, fate.isDeadLetter { mayChangeDeadLetters = true }
            if let next { ready.append(next) }
        case (.discard, .settled(let next)), (.replay, .settled(let next)):
            mayChangeDeadLetters = true
            if let next { ready.append(next) }
        case (.repair, .settled(let next)):
            if let next { ready.append(next) }
        case (.repair, .advanced(let next)): ready += next
        case (.discard, .done), (.retire, .changed): mayChangeDeadLetters = true
        default: break
        }
    }

    private mutating func add(_ new: NewEvent, _ receipt: Receipt) {
        guard !receipt.isDuplicate, receipt.deliveries > 0 else { return }
        ready += receipt.ready
        ready += receipt.released
        if receipt.ready.count < receipt.deliveries, new.deliveries.contains(where: { $0.failure != nil }) {
            mayChangeDeadLetters = true
        }
        // One of a request with several is read from the store, where its bytes stand alone.
        guard new.event.body.isRoot else { return }
        let areAllTried = new.deliveries.allSatisfy { $0.address.rules.order == .every }
        newEvents.append((receipt.number, new.event.asStored, areAllTried ? receipt.deliveries : nil))
    }
}

extension Event {
    /// With times as exact as the store keeps them: whatever is made of an event must be the same when it is tried again.
    fileprivate var asStored: Event {
        let isExact = receivedAt.isWholeMicroseconds && (occurredAt?.isWholeMicroseconds ?? true)
        // Nobody reads aliases back.
        guard !isExact || !aliases.isEmpty else { return self }
        return Event(
            id: id,
            source: source,
            type: type,
            lead: lead,
            occurredAt: occurredAt.map { Timestamp(microseconds: $0.microseconds) },
            receivedAt: Timestamp(microseconds: receivedAt.microseconds),
            headers: headers,
            query: query,
            body: body
        )
    }
}

extension Timestamp {
    fileprivate var isWholeMicroseconds: Bool { nanoseconds % 1_000 == 0 }
}
