import CivilTime
import JSON
package import RelayCore

/// What a transaction brought, once it is on disk.
package struct CommittedBatch: Sendable {
    /// The events that were accepted, duplicates among them.
    package private(set) var accepted: [(event: NewEvent, receipt: Receipt)] = []
    /// The deliveries that were worked on, unless that was refused.
    package private(set) var settled: [(delivery: StoredDelivery, attempt: Attempt?)] = []
    /// All deliveries whose turn has come.
    package private(set) var ready: [StoredDelivery] = []
    /// The new events that have deliveries, as they will be read back, with how many these are.
    package private(set) var newEvents: [(number: EventNumber, event: Event, deliveries: Int)] = []
    /// Whether deliveries were ended otherwise: by a person, or because their sends are gone.
    package private(set) var hasOtherEnds = false

    mutating func add(_ write: StoreWrite, _ result: StoreResult) {
        switch (write, result) {
        case (.accept(let events), .accepted(let receipts)):
            for (event, receipt) in zip(events, receipts) {
                accepted.append((event, receipt))
                ready += receipt.ready
                // One of a request with several is read from the store, where its bytes stand alone.
                guard !receipt.isDuplicate, receipt.deliveries > 0, event.event.body.isRoot else { continue }
                newEvents.append((receipt.number, event.event.asStored, receipt.deliveries))
            }
        case (.settle(let delivery, let attempt), .settled(let next)):
            settled.append((delivery, attempt))
            if let next { ready.append(next) }
        case (.discard, .settled(let next)), (.replay, .settled(let next)):
            hasOtherEnds = true
            if let next { ready.append(next) }
        case (.discard, .done), (.retire, .changed): hasOtherEnds = true
        default: break
        }
    }
}

extension Event {
    /// With times as exact as the store keeps them: whatever is made of an event must be the same when it is tried again.
    fileprivate var asStored: Event {
        Event(
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
