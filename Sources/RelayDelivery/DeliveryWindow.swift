import RelayCore

/// Deliveries that are due, first in, first out.
struct DeliveryWindow: Sendable {
    private var deliveries: [StoredDelivery] = []
    /// How many at the start have been taken out: to move the rest each time would cost more than all else.
    private var taken = 0

    /// How many there are of each share.
    private var counts: InlineArray<3, Int> = [0, 0, 0]

    var count: Int { deliveries.count - taken }
    var first: StoredDelivery? { taken < deliveries.count ? deliveries[taken] : nil }
    /// The shares that are here.
    var shares: Shares {
        Share.allCases.reduce(into: []) { if counts[$1.rawValue] > 0 { $0.insert(Shares($1)) } }
    }

    /// The next so many, the first at the start.
    func upcoming(_ count: Int) -> ArraySlice<StoredDelivery> { deliveries[taken...].prefix(count) }

    func count(of share: Share) -> Int { counts[share.rawValue] }

    mutating func append(_ stored: StoredDelivery) {
        counts[stored.share.rawValue] += 1
        deliveries.append(stored)
    }

    /// The first of a share; to find it takes time, which a quota has.
    mutating func next(of share: Share) -> StoredDelivery? {
        guard let position = deliveries[taken...].firstIndex(where: { $0.share == share }) else { return nil }
        guard position > taken else { return next() }
        counts[share.rawValue] -= 1
        return deliveries.remove(at: position)
    }

    mutating func next() -> StoredDelivery? {
        guard taken < deliveries.count else { return nil }
        defer { taken += 1 }
        let stored = deliveries[taken]
        counts[stored.share.rawValue] -= 1
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
        counts[other.share.rawValue] -= 1
        counts[stored.share.rawValue] += 1
        deliveries[position] = stored
        return true
    }
}
