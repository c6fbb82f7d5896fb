import RelayCore

/// Which deliveries of the newest events wait as they were planned, so that no row need tell of them; and whose turn
/// has come.
///
/// The bits of one word stand for an event's deliveries, so that further ones than that are never fresh.
struct FreshEvents {
    private var entries: [Entry] = []
    /// How many at the start are gone: to move the rest each time would cost more than all else.
    private var gone = 0
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
    var count: Int { entries.count - gone }

    /// Adds an event with a bit for each delivery that waits; events come in the order of their numbers.
    mutating func append(_ event: EventNumber, accepted: Int64, waiting: UInt64) {
        entries.append(Entry(event: event.rawValue, accepted: accepted, waiting: waiting, turns: 0))
        changes.append(.appended)
    }

    func entry(of id: DeliveryID) -> Entry? {
        index(of: id).map { entries[$0] }
    }

    func hasTurn(_ id: DeliveryID) -> Bool {
        index(of: id).map { entries[$0].turns & Self.bit(id) != 0 } ?? false
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
        guard count > 0 else { return nil }
        defer { advance() }
        return entries[gone]
    }

    /// Takes out the oldest events of which nothing waits any more, and returns the number of the last of them.
    mutating func removeEnded() -> Int64? {
        var last: Int64?
        while count > 0, entries[gone].waiting == 0 {
            last = entries[gone].event
            advance()
        }
        return last
    }

    mutating func removeAll() { (entries, gone, changes) = ([], 0, []) }

    // MARK: Transactions

    mutating func keep() { changes.removeAll(keepingCapacity: true) }

    /// Undoes what was done since the last `keep`; nothing may have been taken out at the start since then.
    mutating func takeBack() {
        for change in changes.reversed() {
            switch change {
            case .appended: entries.removeLast()
            case .changed(let index, let entry): entries[index] = entry
            }
        }
        keep()
    }

    private mutating func advance() {
        gone += 1
        guard gone * 2 > entries.count else { return }
        entries.removeFirst(gone)
        gone = 0
    }

    /// The index of the event, if this delivery of it is fresh.
    private func index(of id: DeliveryID) -> Int? {
        guard id.number < Self.deliveriesOfEvent else { return nil }
        let event = id.event.rawValue
        var (low, high) = (gone, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].event < event { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count, entries[low].event == event else { return nil }
        return entries[low].waiting & Self.bit(id) != 0 ? low : nil
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
