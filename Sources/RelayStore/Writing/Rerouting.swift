import CivilTime
import RelayCore
import SQLite

/// Gives events deliveries beside those that they have: of each send one, however often it is asked for.
final class Rerouting {
    private let additions: AdditionTable
    private let events: EventTable
    private let deliveries: WaitingDeliveries
    private let history: HistoryTable
    private let sends: SendTable
    private let latest: LatestOnly

    init(
        _ additions: AdditionTable,
        _ events: EventTable,
        _ deliveries: WaitingDeliveries,
        _ history: HistoryTable,
        _ sends: SendTable,
        _ latest: LatestOnly
    ) {
        self.additions = additions
        self.events = events
        self.deliveries = deliveries
        self.history = history
        self.sends = sends
        self.latest = latest
    }

    /// Adds what an event has no delivery of yet; returns how many these are, and whose turn has come.
    func add(
        _ again: RoutedAgain,
        by job: ReplayJob,
        at now: Timestamp
    ) throws(SQLiteError) -> (count: Int, ready: [StoredDelivery]) {
        guard !again.added.isEmpty, try events.hasBody(again.event), var present = try additions.present(again.event)
        else { return (0, []) }
        var (count, ready): (Int, [StoredDelivery]) = (0, [])
        for planned in again.added {
            guard present.sends.insert(try sends.entry(for: planned.address).id).inserted else { continue }
            let id = DeliveryID(event: again.event, number: present.deliveries)
            present.deliveries += 1
            count += 1
            try additions.add(Addition(id, by: job.id, at: now, configuration: again.configuration))
            let stored = StoredDelivery(
                added: id,
                planned,
                job.order.manner,
                position: present.position,
                at: Timestamp(microseconds: now.microseconds)
            )
            if let next = try take(stored, at: now) { ready.append(next) }
        }
        if count > 0 { try additions.set(present.deliveries, of: again.event) }
        return (count, ready)
    }

    /// Takes a newcomer as if its event had just come in, and returns whose turn has come.
    private func take(_ stored: StoredDelivery, at now: Timestamp) throws(SQLiteError) -> StoredDelivery? {
        guard case .waiting = stored.delivery.state else {
            try history.add(stored, nil, at: now)
            try deliveries.hold(behind: stored)
            return nil
        }
        if let verdict = try latest.verdict(on: stored), let ended = stored.applying(verdict, at: now) {
            try history.add(ended, nil, at: now)
            return nil
        }
        let hasFreedTurn = try latest.supersedeOlder(than: stored, at: now)
        guard try !deliveries.add(stored) else { return stored }
        guard hasFreedTurn, let lane = stored.lane else { return nil }
        return try deliveries.promoteFirst(of: lane)
    }
}

extension StoredDelivery {
    /// A delivery that an event gets long after it came in: it counts as replayed.
    fileprivate convenience init(
        added id: DeliveryID,
        _ planned: NewDelivery,
        _ manner: Delivery.Replay,
        position: Timestamp,
        at now: Timestamp
    ) {
        let state: Delivery.State = planned.failure.map { .finished(.dead, $0) } ?? .waiting(due: now, .replayed)
        self.init(
            Delivery(id: id, since: now, state: state, history: Delivery.History(replay: manner)),
            planned.address,
            lane: planned.lead.map { Lane(destination: planned.address.destination, lead: $0) },
            position: position
        )
    }
}
