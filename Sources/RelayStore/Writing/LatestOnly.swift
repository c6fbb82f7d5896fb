import CivilTime
import RelayCore
import SQLite

/// Sees to it that of a lead nothing is sent that a newer delivery of the same send makes needless, where that send only
/// wants the latest. What others pay for it is a look at whether there is any such send.
final class LatestOnly {
    private let deliveries: WaitingDeliveries
    private let history: HistoryTable
    private let sends: SendTable
    private let delivered: DeliveredTable

    init(
        _ deliveries: WaitingDeliveries,
        _ history: HistoryTable,
        _ sends: SendTable,
        _ delivered: DeliveredTable
    ) {
        self.deliveries = deliveries
        self.history = history
        self.sends = sends
        self.delivered = delivered
    }

    /// The lane of a delivery whose send wants only the latest.
    func lane(_ address: DeliveryAddress, lead: String?) throws(SQLiteError) -> Lane? {
        guard sends.hasLatest, let lead, try sends.entry(for: address).rules.order == .latest else { return nil }
        return Lane(destination: address.destination, lead: lead)
    }

    /// What a newer one makes of a delivery that waits or is to; nil where it is the latest.
    func verdict(on stored: StoredDelivery) throws(SQLiteError) -> Delivery.Event? {
        guard let lane = try lane(stored.address, lead: stored.lane?.lead) else { return nil }
        let place = stored.place
        let last = try delivered.last(of: try sends.entry(for: stored.address).id, lane.lead)
        if let last, last > place { return .stale(after: last.id) }
        return try supersession(of: stored, in: lane)
    }

    /// A delivery that was tried and has to wait again, ended if a newer one waits.
    func overtaken(_ stored: StoredDelivery, at now: Timestamp) throws(SQLiteError) -> StoredDelivery? {
        guard case .waiting = stored.delivery.state, let lane = try lane(stored.address, lead: stored.lane?.lead)
        else { return nil }
        return try supersession(of: stored, in: lane).flatMap { stored.applying($0, at: now) }
    }

    /// Ends the older ones that wait, but for those that may be on their way; says whether the lane's turn goes on.
    func supersedeOlder(than newer: StoredDelivery, at now: Timestamp) throws(SQLiteError) -> Bool {
        guard let lane = try lane(newer.address, lead: newer.lane?.lead) else { return false }
        return try end(.superseded(by: newer.id), in: lane, before: newer, at: now) { !$0.mayBeOnItsWay(at: now) }
    }

    /// Takes note of what was delivered, and ends the older ones that still wait; none of them is on its way, because
    /// this one was.
    func note(_ ended: StoredDelivery, at now: Timestamp) throws(SQLiteError) {
        guard case .finished(let fate, _) = ended.delivery.state, fate.isDelivered,
            let lane = try lane(ended.address, lead: ended.lane?.lead)
        else { return }
        try delivered.add(ended.place, of: try sends.entry(for: ended.address).id, lane.lead)
        _ = try end(.stale(after: ended.id), in: lane, before: ended, at: now) { _ in true }
    }

    private func supersession(of stored: StoredDelivery, in lane: Lane) throws(SQLiteError) -> Delivery.Event? {
        guard let newest = try deliveries.newest(for: stored.address, in: lane), newest.place > stored.place else {
            return nil
        }
        return .superseded(by: newest.id)
    }

    /// How many end at once, which no commit should notice: where a send has only begun to want the latest there may be
    /// many, and each asks once more before it leaves.
    private static let most = 512

    /// Ends those of a send that stand before one, and says whether the turn was any one's.
    private func end(
        _ event: Delivery.Event,
        in lane: Lane,
        before newer: StoredDelivery,
        at now: Timestamp,
        where canEnd: (WaitingDeliveries.Waiting) -> Bool
    ) throws(SQLiteError) -> Bool {
        var hadTurn = false
        for older in try deliveries.waiting(for: newer.address, in: lane, before: newer.place, atMost: Self.most)
        where canEnd(older) {
            guard let ended = older.stored.applying(event, at: now), try deliveries.remove(ended) else { continue }
            try history.add(ended, nil, at: now)
            hadTurn = hadTurn || older.hasTurn
        }
        return hadTurn
    }
}

extension WaitingDeliveries.Waiting {
    /// Who has the turn and is due may be sent at this moment: that is known only where it is sent.
    fileprivate func mayBeOnItsWay(at now: Timestamp) -> Bool {
        hasTurn && stored.delivery.due.map { $0 <= now } ?? false
    }
}

extension StoredDelivery {
    /// The delivery after something that does not depend on any policy; nil where that cannot happen to it.
    func applying(_ event: Delivery.Event, at now: Timestamp) -> StoredDelivery? {
        var delivery = delivery
        let moment = Delivery.Moment(now: now, policy: .standard, jitter: Jitter(0))
        return (try? delivery.apply(event, moment)).map { _ in becoming(delivery) }
    }
}
