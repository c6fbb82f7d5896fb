import RelayCore

/// Deliveries that are due, first in, first out.
struct DeliveryWindow: Sendable {
    private var deliveries: [StoredDelivery] = []
    /// How many at the start have been taken out: to move the rest each time would cost more than all else.
    private var taken = 0

    var count: Int { deliveries.count - taken }

    mutating func append(_ stored: StoredDelivery) { deliveries.append(stored) }

    mutating func next() -> StoredDelivery? {
        guard taken < deliveries.count else { return nil }
        defer { taken += 1 }
        let stored = deliveries[taken]
        guard taken * 2 > deliveries.count else { return stored }
        deliveries.removeFirst(taken)
        taken = 0
        return stored
    }

    /// Puts a delivery in the place of the one of its lane, if it belongs before it, and says whether it did.
    mutating func replace(in lead: ExactText, by stored: StoredDelivery) -> Bool {
        guard let position = deliveries[taken...].firstIndex(where: { $0.lane.map { ExactText($0.lead) } == lead })
        else { return false }
        let other = deliveries[position]
        guard (stored.position, stored.id) < (other.position, other.id) else { return false }
        deliveries[position] = stored
        return true
    }
}
