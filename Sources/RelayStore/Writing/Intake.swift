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
        var waiting: [StoredDelivery?] = []
        waiting.reserveCapacity(new.deliveries.count)
        for (index, planned) in new.deliveries.enumerated() {
            let stored = StoredDelivery(
                asPlanned: DeliveryID(event: number, number: index),
                planned.address,
                lead: planned.lead,
                position: position,
                at: now.wholeMicroseconds,
                failure: planned.failure
            )
            if planned.failure != nil { try history.add(stored, nil, at: now) }
            waiting.append(planned.failure == nil ? stored : nil)
        }
        let ready = try deliveries.add(waiting, of: number, at: now)
        return Receipt(number, isDuplicate: false, deliveries: new.deliveries.count, ready: ready)
    }

    /// Forgets what it knows of numbers that may have gone with a transaction.
    func takeBack() { usual = ([], nil) }

    private func plan(of new: NewEvent) throws(SQLiteError) -> String? {
        let isUsual = new.deliveries.allSatisfy { $0.failure == nil && $0.lead == new.event.lead }
        guard isUsual else { return try text(of: new) }
        let isKnown = usual.addresses.elementsEqual(new.deliveries) { $0 === $1.address }
        if !isKnown { usual = (new.deliveries.map(\.address), try text(of: new)) }
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
