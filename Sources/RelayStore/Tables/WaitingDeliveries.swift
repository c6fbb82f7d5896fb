import CivilTime
import RelayCore
import SQLite

/// The deliveries that wait: a row for each, but for the fresh ones.
///
/// Most deliveries end soon after they were planned, and what was planned stands with the event: a row would only be
/// written to be dropped. Those that have to be told more of, and those of events that are not among the newest any
/// more, get one. What is in memory is found again among the events: planned, not ended, and without a row.
final class WaitingDeliveries {
    let turns = Turns()
    private let rows: DeliveryTable
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
        rows = try DeliveryTable(connection, sends)
        try load()
    }

    // MARK: Coming in

    /// Takes an event's deliveries as they were planned, nil for those that do not wait, and returns those whose turn
    /// has come.
    func add(_ planned: [StoredDelivery?], of event: EventNumber, at now: Timestamp) throws(SQLiteError)
        -> [StoredDelivery]
    {
        let fresh = planned.prefix(FreshEvents.deliveriesOfEvent)
        self.fresh.append(event, accepted: now.microseconds, waiting: FreshEvents.bits(of: fresh))
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
        try rows.insert(stored, due: due, reason, isHead: isHead)
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
        let place = newcomer.place(send: try sends.entry(for: newcomer.address).id)
        let head = try lanes.first(of: lane)
        try lanes.add(place, to: lane)
        guard let head else { return true }
        guard place < head else { return false }
        try loseTurn(head.id, at: newcomer.address)
        return true
    }

    // MARK: Going on

    /// Stores when a delivery is to be tried again; says whether it was still there.
    func reschedule(_ stored: StoredDelivery, due: Timestamp, _ reason: Reason) throws(SQLiteError) -> Bool {
        if let entry = fresh.remove(stored.id) {
            let isHead = entry.hasTurn(stored.id.number)
            if isHead { try noteLost(stored.id, entry, at: stored.address) }
            try rows.insert(stored, due: due, reason, isHead: isHead)
            return true
        }
        return try rows.reschedule(stored.delivery, due: due, reason)
    }

    /// Takes a delivery out; says whether it was there.
    func remove(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        if let entry = fresh.remove(stored.id) {
            if entry.hasTurn(stored.id.number) { try noteLost(stored.id, entry, at: stored.address) }
        } else {
            guard try rows.remove(stored.id) else { return false }
        }
        if let lane = stored.lane { try lanes.remove(stored.place, from: lane.key) }
        return true
    }

    /// Gives the turn to the first of a lane, and returns it; nil where the first had it already.
    func promoteFirst(of lane: Lane) throws(SQLiteError) -> StoredDelivery? {
        guard let place = try lanes.first(of: lane.key) else { return nil }
        if let entry = fresh.entry(of: place.id) {
            guard !entry.hasTurn(place.id.number), let first = try planned(place, in: lane, entry) else { return nil }
            try gainTurn(first)
            return first
        }
        guard let first = try rows.delivery(place.id), !first.isHead else { return nil }
        try rows.setHead(place.id, true)
        return first.stored
    }

    func delivery(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        fresh.entry(of: id) != nil ? try planned(id) : try rows.delivery(id)?.stored
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
        let waiting = try loadFresh()
        var places: [(place: Place, lane: Int64)] = []
        for stored in waiting {
            guard let lane = stored.lane?.key else { continue }
            places.append((stored.place(send: try sends.entry(for: stored.address).id), lane))
        }
        try lanes.load(with: places)
        for stored in waiting where try isFirst(stored) { try gainTurn(stored) }
        turns.replace(by: changes)
        changes.removeAll()
        fresh.keep()
        (hasMoved, isStale, ended) = (false, false, (0, true))
    }

    private func loadFresh() throws(SQLiteError) -> [StoredDelivery] {
        let written = try meta[.deliveries] ?? 0
        let events = try plans.events(after: written)
        fresh.removeAll()
        for event in events { fresh.append(event.number, accepted: event.accepted, waiting: event.waiting) }
        for id in try plans.otherwiseTold(after: written) { _ = fresh.remove(id) }
        return events.flatMap { event in event.deliveries(sends).filter { fresh.entry(of: $0.id) != nil } }
    }

    private func isFirst(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard let lane = stored.lane else { return true }
        return try lanes.first(of: lane.key)?.id == stored.id
    }

    // MARK: Turns

    private func gainTurn(_ stored: StoredDelivery) throws(SQLiteError) {
        fresh.setTurn(true, of: stored.id)
        let due = Place(position: stored.delivery.since.microseconds, id: stored.id)
        changes.append(.gained(due, destination: try sends.entry(for: stored.address).destination))
    }

    private func loseTurn(_ id: DeliveryID, at address: DeliveryAddress) throws(SQLiteError) {
        guard let entry = fresh.entry(of: id) else { return try rows.setHead(id, false) }
        fresh.setTurn(false, of: id)
        try noteLost(id, entry, at: address)
    }

    private func noteLost(_ id: DeliveryID, _ entry: FreshEvents.Entry, at address: DeliveryAddress) throws(SQLiteError)
    {
        let due = Place(position: entry.accepted, id: id)
        changes.append(.lost(due, destination: try sends.entry(for: address).destination))
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
            try rows.insert(stored, due: stored.delivery.since, .itsTurn, isHead: hasTurn)
        }
    }

    /// A fresh delivery as it was planned: nearly always known from its place.
    private func planned(
        _ place: Place,
        in lane: Lane,
        _ entry: FreshEvents.Entry
    ) throws(SQLiteError) -> StoredDelivery? {
        guard place.send != 0, place.laneHash == lane.hashValue else { return try planned(place.id) }
        return StoredDelivery(
            asPlanned: place.id,
            sends.address(Int64(place.send)),
            lead: lane.lead,
            position: Timestamp(microseconds: place.position),
            at: Timestamp(microseconds: entry.accepted)
        )
    }

    private func planned(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        try plans.event(id.event)?.delivery(id.number, sends.address)
    }
}
