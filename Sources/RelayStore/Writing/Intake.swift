import CivilTime
import RelayCore
import SQLite

/// Stores what is accepted.
final class Intake {
    private let events: EventTable
    private let deliveries: WaitingDeliveries
    private let history: HistoryTable
    private let sends: SendTable
    private let latest: LatestOnly
    private let echoes: EchoTable
    private var numbers: EventNumbers
    /// The plan of the last event whose deliveries all were about its own lead: most events of a source have the same.
    private var usual: (addresses: [DeliveryAddress], text: String?) = ([], nil)

    init(
        _ events: EventTable,
        _ deliveries: WaitingDeliveries,
        _ history: HistoryTable,
        _ sends: SendTable,
        _ latest: LatestOnly,
        _ echoes: EchoTable,
        _ numbers: EventNumbers
    ) {
        self.events = events
        self.sends = sends
        self.latest = latest
        self.echoes = echoes
        self.deliveries = deliveries
        self.history = history
        self.numbers = numbers
    }

    func accept(_ new: NewEvent, at now: Timestamp) throws(SQLiteError) -> Receipt {
        let number = numbers.next(at: now)
        if let earlier = try events.claim(new.event, for: number) {
            return Receipt(earlier, isDuplicate: true, deliveries: try events.deliveryCount(of: earlier))
        }
        if !new.reports.isEmpty, try isEcho(new, number, at: now) {
            return Receipt(number, isDuplicate: false, isEcho: true, deliveries: 0)
        }
        try events.insert(new, as: number, plan: try plan(of: new), at: now)
        guard !new.deliveries.isEmpty else { return Receipt(number, isDuplicate: false, deliveries: 0) }
        let position = new.event.position(as: number).wholeMicroseconds
        let accepted = now.wholeMicroseconds
        func stored(_ index: Int) -> StoredDelivery {
            let planned = new.deliveries[index]
            return StoredDelivery(
                asPlanned: DeliveryID(event: number, number: index),
                planned.address,
                lead: planned.lead,
                position: position,
                at: accepted,
                failure: planned.failure
            )
        }
        for index in new.deliveries.indices where new.deliveries[index].failure != nil {
            let failed = stored(index)
            try history.add(failed, nil, at: now)
            try deliveries.hold(behind: failed)
        }
        let (ended, freed) = try makeWay(for: new.deliveries, at: now, stored)
        let ready = try deliveries.add(new.deliveries, ended: ended, of: number, position: position, at: accepted)
        let count = new.deliveries.count
        let released = try promote(in: freed)
        return Receipt(number, isDuplicate: false, deliveries: count, ready: ready, released: released)
    }

    /// Holds an event against what was written, and stores it if it only repeats that.
    private func isEcho(_ new: NewEvent, _ number: EventNumber, at now: Timestamp) throws(SQLiteError) -> Bool {
        let occurred = new.event.occurredAt
        guard let lead = new.event.lead,
            let found = try echoes.match(new.reports, of: lead, occurred: occurred, at: now)
        else {
            return false
        }
        try echoes.add(found, of: number)
        if found.isEcho { try events.insert(new.asEcho, as: number, plan: nil, isEcho: true, at: now) }
        return found.isEcho
    }

    /// Ends what waits for sends that want only the latest, or the newcomers themselves; returns which of these have
    /// ended, and the lanes whose turn goes on.
    private func makeWay(
        for planned: [NewDelivery],
        at now: Timestamp,
        _ stored: (Int) -> StoredDelivery
    ) throws(SQLiteError) -> (ended: [Int], freed: [Lane]) {
        guard sends.hasLatest else { return ([], []) }
        var (ended, freed): ([Int], [Lane]) = ([], [])
        for index in planned.indices where planned[index].failure == nil {
            guard let lane = try latest.lane(planned[index].address, lead: planned[index].lead) else { continue }
            let newcomer = stored(index)
            if try end(newcomer, at: now) {
                ended.append(index)
            } else if try latest.supersedeOlder(than: newcomer, at: now) {
                freed.append(lane)
            }
        }
        return (ended, freed)
    }

    private func promote(in lanes: [Lane]) throws(SQLiteError) -> [StoredDelivery] {
        var promoted: [StoredDelivery] = []
        for lane in lanes {
            if let first = try deliveries.promoteFirst(of: lane) { promoted.append(first) }
        }
        return promoted
    }

    /// Ends a newcomer that a newer one makes needless, and says whether it did.
    private func end(_ stored: StoredDelivery, at now: Timestamp) throws(SQLiteError) -> Bool {
        guard let verdict = try latest.verdict(on: stored), let ended = stored.applying(verdict, at: now) else {
            return false
        }
        try history.add(ended, nil, at: now)
        return true
    }

    /// Forgets what it knows of numbers that may have gone with a transaction.
    func takeBack() { usual = ([], nil) }

    private func plan(of new: NewEvent) throws(SQLiteError) -> String? {
        let deliveries = new.deliveries
        var isKnown = deliveries.count == usual.addresses.count
        for index in deliveries.indices {
            let isUsual = deliveries[index].failure == nil && deliveries[index].lead == new.event.lead
            guard isUsual else { return try text(of: new) }
            isKnown = isKnown && deliveries[index].address === usual.addresses[index]
        }
        if !isKnown { usual = (deliveries.map(\.address), try text(of: new)) }
        return usual.text
    }

    private func text(of new: NewEvent) throws(SQLiteError) -> String? {
        let planned = try new.deliveries.map { delivery throws(SQLiteError) -> StoredPlan.Planned? in
            guard delivery.failure == nil else { return nil }
            return StoredPlan.Planned(send: try sends.entry(for: delivery.address).id, lead: delivery.lead)
        }
        return StoredPlan.text(of: planned, beside: new.event.lead)
    }
}

extension Timestamp {
    /// As the store keeps it, so that what is returned now is what will be read later.
    fileprivate var wholeMicroseconds: Timestamp { Timestamp(microseconds: microseconds) }
}
