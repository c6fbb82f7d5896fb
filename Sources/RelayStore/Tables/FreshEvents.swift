import RelayCore

/// Which deliveries of the newest events wait as they were planned, so that no row need tell of them; and whose turn
/// has come.
///
/// The bits of one word stand for an event's deliveries, so that further ones than that are never fresh.
struct FreshEvents {
    private var entries = SortedQueue<Entry>()
    /// What has changed since the last `keep`, so that it can be taken back.
    private var changes: [Change] = []

    private enum Change {
        case appended
        /// An entry as it was before.
        case changed(Int, Entry)
    }

    static let deliveriesOfEvent = 64

    struct Entry {
        let event: Int64
        /// When it was accepted, in microseconds.
        let accepted: Int64
        fileprivate(set) var waiting: UInt64
        fileprivate(set) var turns: UInt64
    }

    /// The events that are looked after, those among them whose deliveries have all ended.
    var count: Int { entries.count }

    /// The oldest event that is looked after.
    var firstEvent: Int64? { entries.first?.event }

    /// Adds an event with a bit for each delivery that waits; events come in the order of their numbers.
    mutating func append(_ event: EventNumber, accepted: Int64, waiting: UInt64) {
        entries.append(Entry(event: event.rawValue, accepted: accepted, waiting: waiting, turns: 0))
        changes.append(.appended)
    }

    func entry(of id: DeliveryID) -> Entry? {
        index(of: id).map { entries[$0] }
    }

    mutating func setTurn(_ hasTurn: Bool, of id: DeliveryID) {
        guard let index = index(of: id) else { return }
        changes.append(.changed(index, entries[index]))
        if hasTurn { entries[index].turns |= Self.bit(id) } else { entries[index].turns &= ~Self.bit(id) }
    }

    /// Takes a delivery out, and returns its event as it stood before; nil where it is not fresh.
    mutating func remove(_ id: DeliveryID) -> Entry? {
        guard let index = index(of: id) else { return nil }
        let before = entries[index]
        changes.append(.changed(index, before))
        entries[index].waiting &= ~Self.bit(id)
        entries[index].turns &= ~Self.bit(id)
        return before
    }

    /// Takes out the oldest event.
    mutating func removeFirst() -> Entry? {
        guard let first = entries.first else { return nil }
        entries.removeFirst()
        return first
    }

    /// Takes out the oldest events of which nothing waits any more, and returns the number of the last of them.
    mutating func removeEnded() -> Int64? {
        var last: Int64?
        while let first = entries.first, first.waiting == 0 {
            last = first.event
            entries.removeFirst()
        }
        return last
    }

    mutating func removeAll() { (entries, changes) = (SortedQueue(), []) }

    // MARK: Transactions

    mutating func keep() { changes.removeAll(keepingCapacity: true) }

    /// Undoes what was done since the last `keep`; nothing may have been taken out at the start since then.
    mutating func takeBack() {
        for change in changes.reversed() {
            switch change {
            case .appended: _ = entries.removeLast()
            case .changed(let index, let entry): entries[index] = entry
            }
        }
        keep()
    }

    /// The index of the event, if this delivery of it is fresh.
    private func index(of id: DeliveryID) -> Int? {
        guard id.number < Self.deliveriesOfEvent else { return nil }
        let event = id.event.rawValue
        // What comes in asks of the last.
        let isLast = entries.last?.event == event
        let index = isLast ? entries.indices.upperBound - 1 : entries.index { $0.event < event }
        guard entries.indices.contains(index), entries[index].event == event else { return nil }
        return entries[index].waiting & Self.bit(id) != 0 ? index : nil
    }

    /// A bit for each delivery of a plan that waits.
    static func bits<Delivery>(of planned: [Delivery], _ waits: (Delivery) -> Bool) -> UInt64 {
        planned.indices.prefix(deliveriesOfEvent).reduce(0) { bits, index in
            waits(planned[index]) ? bits | 1 << UInt64(index) : bits
        }
    }

    private static func bit(_ id: DeliveryID) -> UInt64 { 1 << UInt64(id.number) }
}

extension FreshEvents.Entry {
    /// The numbers of the deliveries that wait, and whether the turn of each has come.
    var deliveries: [(number: Int, hasTurn: Bool)] {
        (0..<FreshEvents.deliveriesOfEvent).compactMap { number in
            let bit = UInt64(1) << UInt64(number)
            return waiting & bit == 0 ? nil : (number, turns & bit != 0)
        }
    }

    func hasTurn(_ number: Int) -> Bool { turns & 1 << UInt64(number) != 0 }
}
