import CivilTime
import RelayCore
import SQLite

/// Stores what is accepted.
final class Intake {
    private let events: EventTable
    private let deliveries: WaitingDeliveries
    private let history: HistoryTable
    private let sends: SendTable
    private var numbers: EventNumbers
    /// The plan of the last event whose deliveries all were about its own lead: most events of a source have the same.
    private var usual: (addresses: [DeliveryAddress], text: String?) = ([], nil)

    init(
        _ events: EventTable,
        _ deliveries: WaitingDeliveries,
        _ history: HistoryTable,
        _ sends: SendTable,
        _ numbers: EventNumbers
    ) {
        self.events = events
        self.sends = sends
        self.deliveries = deliveries
        self.history = history
        self.numbers = numbers
    }

    func accept(_ new: NewEvent, at now: Timestamp) throws(SQLiteError) -> Receipt {
        let number = numbers.next(at: now)
        if let earlier = try events.claim(new.event, for: number) {
            return Receipt(earlier, isDuplicate: true, deliveries: try events.deliveryCount(of: earlier))
        }
        try events.insert(new, as: number, plan: try plan(of: new), at: now)
        guard !new.deliveries.isEmpty else { return Receipt(number, isDuplicate: false, deliveries: 0) }
        let position = (new.event.occurredAt ?? new.event.receivedAt).wholeMicroseconds
        let accepted = now.wholeMicroseconds
        for index in new.deliveries.indices where new.deliveries[index].failure != nil {
            let failed = new.deliveries[index]
            let stored = StoredDelivery(
                asPlanned: DeliveryID(event: number, number: index),
                failed.address,
                lead: failed.lead,
                position: position,
                at: accepted,
                failure: failed.failure
            )
            try history.add(stored, nil, at: now)
        }
        let ready = try deliveries.add(new.deliveries, of: number, position: position, at: accepted)
        return Receipt(number, isDuplicate: false, deliveries: new.deliveries.count, ready: ready)
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
