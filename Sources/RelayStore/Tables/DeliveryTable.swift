import CivilTime
import RelayCore
import SQLite

/// The deliveries that wait: a row for each, but for the fresh ones.
///
/// Most deliveries end soon after they were planned, and what was planned stands with the event: a row would only be
/// written to be dropped. Those that have to be told more of, and those of events that are not among the newest any
/// more, get one. What is in memory is found again among the events: planned, not ended, and without a row.
final class DeliveryTable {
    let turns = Turns()
    private let insert, remove, reschedule, setHead, select: Statement
    private let sends: SendTable
    private let lanes: LaneTable
    private let plans: PlanReader
    private let meta: MetaTable
    private let memory: MemoryLimits
    private var fresh = FreshEvents()
    private var additions = 0
    /// The last event before which nothing is fresh any more, and whether that has been written.
    private var ended: (last: Int64, isWritten: Bool) = (0, true)
    /// What the transaction that is under way does to the turns.
    private var changes: [Turns.Change] = []
    /// Whether events have been taken out of memory that a transaction may bring back.
    private var hasMoved = false
    private var isStale = true

    init(
        _ connection: borrowing Connection,
        _ sends: SendTable,
        _ lanes: LaneTable,
        _ meta: MetaTable,
        _ memory: MemoryLimits
    ) throws(SQLiteError) {
        (self.sends, self.lanes, self.meta, self.memory) = (sends, lanes, meta, memory)
        plans = try PlanReader(connection)
        insert = try connection.prepare(
            """
            INSERT INTO deliveries (event, number, send, destination, lane, lead, position, due, head, since, attempts,
                waits, in_doubt, cause, detail, remedy)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        remove = try connection.prepare("DELETE FROM deliveries WHERE event = ? AND number = ?")
        reschedule = try connection.prepare(
            """
            UPDATE deliveries SET due = ?, attempts = ?, waits = ?, in_doubt = ?, cause = ?, detail = ?, remedy = ?
            WHERE event = ? AND number = ?
            """
        )
        setHead = try connection.prepare("UPDATE deliveries SET head = ? WHERE event = ? AND number = ?")
        select = try connection.prepare(
            "SELECT \(DeliveryRow.waiting), head FROM deliveries WHERE event = ? AND number = ?"
        )
        try load()
    }

    // MARK: Coming in

    /// Takes an event's deliveries as they were planned, nil for those that do not wait, and returns those whose turn
    /// has come.
    func add(_ planned: [StoredDelivery?], of event: EventNumber, at now: Timestamp) throws(SQLiteError) -> [StoredDelivery] {
        let fresh = planned.prefix(FreshEvents.deliveriesOfEvent)
        let waiting = fresh.enumerated().reduce(UInt64(0)) { bits, planned in
            planned.element == nil ? bits : bits | 1 << UInt64(planned.offset)
        }
        self.fresh.append(event, accepted: now.microseconds, waiting: waiting)
        var ready: [StoredDelivery] = []
        for case let stored? in fresh where try takeTurn(stored) { ready.append(stored) }
        for case let stored? in planned.dropFirst(fresh.count) where try add(stored) { ready.append(stored) }
        additions += 1
        if additions % memory.pause == 0 { try moveOn() }
        return ready
    }

    /// Puts a delivery into its place in its lane, and says whether its turn has come.
    func add(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard case .waiting(let due, let reason) = stored.delivery.state else { return false }
        let isHead = try enter(stored)
        try insert(stored, due: due, reason, isHead: isHead)
        return isHead
    }

    /// Puts a fresh delivery into its place in its lane, and says whether its turn has come.
    private func takeTurn(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard try enter(stored) else { return false }
        try gainTurn(stored)
        return true
    }

    /// Takes a newcomer into its lane, and says whether it stands before all that wait there; who stood there before has
    /// to wait then.
    private func enter(_ newcomer: StoredDelivery) throws(SQLiteError) -> Bool {
        guard let lane = newcomer.lane?.key else { return true }
        let (head, place) = (try lanes.first(of: lane), newcomer.place)
        try lanes.add(place, to: lane)
        guard let head else { return true }
        guard place < head else { return false }
        try loseTurn(head.id, at: newcomer.address)
        return true
    }

    private func insert(
        _ stored: StoredDelivery,
        due: Timestamp,
        _ reason: Reason,
        isHead: Bool
    ) throws(SQLiteError) {
        let entry = try sends.entry(for: stored.address)
        try insert.run {
            $0.id(stored.id)
            $0.integer(entry.id)
            $0.integer(entry.destination)
            $0.integer(stored.lane?.key)
            $0.text(stored.lane?.lead)
            $0.integer(stored.position.microseconds)
            $0.integer(due.microseconds)
            $0.integer(isHead ? 1 : 0)
            $0.integer(stored.delivery.since.microseconds)
            $0.history(stored.delivery.history)
            $0.reason(reason, unlessIs: .itsTurn)
        }
    }

    // MARK: Going on

    /// Stores when a delivery is to be tried again; says whether it was still there.
    func reschedule(_ stored: StoredDelivery, due: Timestamp, _ reason: Reason) throws(SQLiteError) -> Bool {
        if let entry = fresh.remove(stored.id) {
            let isHead = entry.hasTurn(stored.id.number)
            if isHead { try noteLost(stored.id, entry, at: stored.address) }
            try insert(stored, due: due, reason, isHead: isHead)
            return true
        }
        return try reschedule.run {
            $0.integer(due.microseconds)
            $0.history(stored.delivery.history)
            $0.reason(reason, unlessIs: .itsTurn)
            $0.id(stored.id)
        } > 0
    }

    /// Takes a delivery out; says whether it was there.
    func remove(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        if let entry = fresh.remove(stored.id) {
            if entry.hasTurn(stored.id.number) { try noteLost(stored.id, entry, at: stored.address) }
        } else {
            guard try remove.run({ $0.id(stored.id) }) > 0 else { return false }
        }
        if let lane = stored.lane { try lanes.remove(stored.place, from: lane.key) }
        return true
    }

    /// Gives the turn to the first of a lane, and returns it; nil where the first had it already.
    func promoteFirst(of lane: Lane) throws(SQLiteError) -> StoredDelivery? {
        guard let place = try lanes.first(of: lane.key) else { return nil }
        if fresh.entry(of: place.id) != nil {
            guard !fresh.hasTurn(place.id), let first = try planned(place.id) else { return nil }
            try gainTurn(first)
            return first
        }
        let first = try select.first({ $0.id(place.id) }) { row in
            (row: DeliveryRow(row), isHead: row.integer(DeliveryRow.count) != 0)
        }
        guard let first, !first.isHead else { return nil }
        try setHead(place.id, true)
        return first.row.stored(for: sends.address(first.row.send))
    }

    func delivery(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        if fresh.entry(of: id) != nil { return try planned(id) }
        return try select.first({ $0.id(id) }) { DeliveryRow($0) }.map { $0.stored(for: sends.address($0.send)) }
    }

    // MARK: Transactions

    /// What was done is on disk: those who read beside the writer may know.
    func keep() {
        turns.apply(changes)
        changes.removeAll(keepingCapacity: true)
        fresh.keep()
        lanes.keep()
        hasMoved = false
        if let last = fresh.removeEnded() { ended = (last, false) }
    }

    /// Nothing of what was done since the last `keep` is on disk.
    func takeBack() {
        changes.removeAll()
        ended.isWritten = ended.last == 0
        guard !hasMoved, lanes.takeBack() else {
            isStale = true
            return
        }
        fresh.takeBack()
    }

    /// Makes sure that what is in memory is what stands on disk: before a transaction adds to either.
    func load() throws(SQLiteError) {
        guard isStale else { return }
        fresh.removeAll()
        let events = try plans.events(after: try meta[.deliveries] ?? 0)
        for event in events { fresh.append(event.number, accepted: event.accepted, waiting: event.waiting) }
        for id in try plans.otherwiseTold(after: try meta[.deliveries] ?? 0) { _ = fresh.remove(id) }
        let waiting = events.flatMap { event in
            event.deliveries(sends).filter { fresh.entry(of: $0.id) != nil }
        }
        try lanes.load(with: waiting.compactMap { stored in stored.lane.map { (stored.place, $0.key) } })
        for stored in waiting {
            let first = try stored.lane.map { lane throws(SQLiteError) in try lanes.first(of: lane.key) } ?? nil
            if first.map({ $0.id == stored.id }) ?? true { try gainTurn(stored) }
        }
        turns.replace(by: changes)
        changes.removeAll()
        fresh.keep()
        (hasMoved, isStale, ended) = (false, false, (0, true))
    }

    // MARK: Turns

    private func gainTurn(_ stored: StoredDelivery) throws(SQLiteError) {
        fresh.setTurn(true, of: stored.id)
        let due = Place(position: stored.delivery.since.microseconds, id: stored.id)
        changes.append(.gained(due, destination: try sends.entry(for: stored.address).destination))
    }

    private func loseTurn(_ id: DeliveryID, at address: DeliveryAddress) throws(SQLiteError) {
        guard let entry = fresh.entry(of: id) else { return try setHead(id, false) }
        fresh.setTurn(false, of: id)
        try noteLost(id, entry, at: address)
    }

    private func noteLost(_ id: DeliveryID, _ entry: FreshEvents.Entry, at address: DeliveryAddress) throws(SQLiteError) {
        let due = Place(position: entry.accepted, id: id)
        changes.append(.lost(due, destination: try sends.entry(for: address).destination))
    }

    private func setHead(_ id: DeliveryID, _ isHead: Bool) throws(SQLiteError) {
        try setHead.run {
            $0.integer(isHead ? 1 : 0)
            $0.id(id)
        }
    }

    // MARK: Events that are not among the newest any more

    /// Writes rows for the deliveries of the oldest events, if there are too many, and up to where none are missing.
    private func moveOn() throws(SQLiteError) {
        for _ in 0..<memory.slice where fresh.count > memory.events {
            guard let entry = fresh.removeFirst() else { break }
            hasMoved = true
            try write(entry)
            ended = (entry.event, false)
        }
        guard !ended.isWritten else { return }
        try meta.set(.deliveries, to: ended.last)
        ended.isWritten = true
    }

    private func write(_ entry: FreshEvents.Entry) throws(SQLiteError) {
        guard entry.waiting != 0, let event = try plans.event(EventNumber(rawValue: entry.event)) else { return }
        let waiting = event.deliveries(sends)
        for (number, hasTurn) in entry.deliveries {
            guard let stored = waiting.first(where: { $0.id.number == number }) else { continue }
            if hasTurn { try noteLost(stored.id, entry, at: stored.address) }
            try insert(stored, due: stored.delivery.since, .itsTurn, isHead: hasTurn)
        }
    }

    /// A fresh delivery as it was planned.
    private func planned(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        try plans.event(id.event)?.delivery(id.number, sends)
    }
}

extension Binder {
    mutating func history(_ history: Delivery.History) {
        integer(history.attempts)
        integer(history.waits)
        integer(history.inDoubt)
    }
}
