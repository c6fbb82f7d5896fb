import CivilTime
import RelayCore

/// What becomes of those that a newer delivery of the same send, for the same lead, makes needless.
extension MemoryStoreState {
    mutating func arrive(_ stored: StoredDelivery, at now: Timestamp) {
        guard case .waiting = stored.delivery.state else { return put(stored, at: now) }
        guard let verdict = verdict(on: stored) else {
            supersedeOlder(than: stored, at: now)
            return put(stored, at: now)
        }
        put(stored.told(verdict, at: now) ?? stored, at: now)
    }

    func isOvertaken(_ id: DeliveryID) -> Bool {
        if case .finished(let fate, _)? = finished[id]?.stored.delivery.state { fate.isOvertaken } else { false }
    }

    /// What has been settled, unless it only waits again, for which it is too late.
    func overtaken(_ stored: StoredDelivery, at now: Timestamp) -> StoredDelivery {
        if let ended = finished[stored.id]?.stored { return ended.endedByOthers(thoughSent: stored) }
        guard case .waiting = stored.delivery.state else { return stored }
        return supersession(of: stored).flatMap { stored.told($0, at: now) } ?? stored
    }

    func verdict(on stored: StoredDelivery) -> Delivery.Event? {
        let delivered = rivals(of: stored, in: finished.values.map(\.stored)).filter { latest.contains($0.id) }
        if let last = delivered.last, stored.stands(before: last) { return .stale(after: last.id) }
        return supersession(of: stored)
    }

    private func supersession(of stored: StoredDelivery) -> Delivery.Event? {
        let newest = rivals(of: stored, in: Array(waiting.values)).last
        return newest.flatMap { stored.stands(before: $0) ? .superseded(by: $0.id) : nil }
    }

    mutating func supersedeOlder(than newer: StoredDelivery, at now: Timestamp) {
        for older in rivals(of: newer, in: Array(waiting.values)) where older.stands(before: newer) {
            guard let due = older.delivery.due, !isHead(older) || due > now else { continue }
            if let ended = older.told(.superseded(by: newer.id), at: now) { put(ended, at: now) }
        }
    }

    mutating func noteDelivered(_ stored: StoredDelivery, at now: Timestamp) {
        guard stored.isDelivered, rules[stored.address]?.order == .latest else { return }
        latest.insert(stored.id)
        for older in rivals(of: stored, in: Array(waiting.values)) where older.stands(before: stored) {
            if let ended = older.told(.stale(after: stored.id), at: now) { put(ended, at: now) }
        }
    }

    /// Those of the same send and lead, in order; none where the send takes every one.
    private func rivals(of stored: StoredDelivery, in all: [StoredDelivery]) -> [StoredDelivery] {
        guard let lane = stored.lane, rules[stored.address]?.order == .latest else { return [] }
        return all.filter { $0.lane == lane && $0.address == stored.address && $0.id != stored.id }
            .sorted { $0.stands(before: $1) }
    }
}

extension StoredDelivery {
    fileprivate var isDelivered: Bool {
        if case .finished(let fate, _) = delivery.state { fate.isDelivered } else { false }
    }

    fileprivate func stands(before other: StoredDelivery) -> Bool {
        (position, id) < (other.position, other.id)
    }

    /// Nil where that cannot happen to it.
    func told(_ event: Delivery.Event, at now: Timestamp) -> StoredDelivery? {
        var delivery = delivery
        let moment = Delivery.Moment(now: now, policy: .standard, jitter: Jitter(0))
        return (try? delivery.apply(event, moment)).map { _ in becoming(delivery) }
    }
}
