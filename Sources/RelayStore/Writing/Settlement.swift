import CivilTime
import RelayCore
import SQLite

/// Stores what becomes of deliveries.
final class Settlement {
    private let deliveries: WaitingDeliveries
    private let history: HistoryTable
    private let events: EventTable

    init(_ deliveries: WaitingDeliveries, _ history: HistoryTable, _ events: EventTable) {
        self.deliveries = deliveries
        self.history = history
        self.events = events
    }

    /// A delivery was worked on.
    func settle(_ stored: StoredDelivery, _ attempt: Attempt?, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        switch stored.delivery.state {
        case .waiting(let due, let reason):
            guard try deliveries.reschedule(stored, due: due, reason) else { return .refused(.isGone) }
            if let attempt { try history.add(attempt, of: stored.id) }
            return .settled(next: nil)
        case .finished:
            guard let next = try end(stored, attempt, at: now) else { return .refused(.isGone) }
            return .settled(next: next.delivery)
        case .inFlight:
            return .refused(Reason("in-flight", detail: "a delivery in flight is not stored"))
        }
    }

    func replay(_ id: DeliveryID, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        guard let ended = try history.delivery(id), let again = ended.applying(.replayed, at: now) else {
            return .refused(try deliveries.delivery(id) == nil ? .isUnknown : .isWaiting)
        }
        guard try events.hasBody(id.event) else { return .refused(.hasNoBody) }
        try history.remove(id)
        return .settled(next: try deliveries.add(again) ? again : nil)
    }

    func discard(_ id: DeliveryID, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        if let given = try deliveries.delivery(id)?.applying(.discarded, at: now) {
            return .settled(next: try end(given, nil, at: now)?.delivery)
        }
        guard let dead = try history.delivery(id) else { return .refused(.isUnknown) }
        guard let given = dead.applying(.discarded, at: now),
            case .finished(let fate, let reason) = given.delivery.state
        else { return .refused(.isNoDeadLetter) }
        try history.rewrite(id, fate, reason, at: now)
        return .done
    }

    /// Moves a delivery to the history. Nil if it does not wait; or else whose turn has come, if anybody's has.
    func end(
        _ stored: StoredDelivery,
        _ attempt: Attempt?,
        at now: Timestamp
    ) throws(SQLiteError) -> (delivery: StoredDelivery?, Void)? {
        guard try deliveries.remove(stored) else { return nil }
        try history.add(stored, attempt, at: now)
        return (try stored.lane.flatMap { lane throws(SQLiteError) in try deliveries.promoteFirst(of: lane) }, ())
    }
}

extension StoredDelivery {
    /// The delivery after something that does not depend on any policy; nil where that cannot happen to it.
    fileprivate func applying(_ event: Delivery.Event, at now: Timestamp) -> StoredDelivery? {
        var delivery = delivery
        let moment = Delivery.Moment(now: now, policy: .standard, jitter: Jitter(0))
        guard (try? delivery.apply(event, moment)) != nil else { return nil }
        return StoredDelivery(delivery, address, lane: lane, position: position)
    }
}

extension Reason {
    fileprivate static let isGone = Reason("not-waiting", detail: "it has been discarded, or has ended otherwise")
    fileprivate static let isUnknown = Reason("unknown", detail: "there is no delivery of that id")
    fileprivate static let isWaiting = Reason("waiting", detail: "it waits to be sent already")
    fileprivate static let isNoDeadLetter = Reason("no-dead-letter", detail: "it has ended, and not as a dead letter")
    fileprivate static let hasNoBody = Reason(
        "body-dropped",
        detail: "the event's body has been dropped to save room",
        remedy: "let the sender send the event again"
    )
}
