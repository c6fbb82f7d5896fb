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
    let rows: DeliveryTable
    let sends: SendTable
    let lanes: LaneTable
    private let held: HeldLanes
    private let plans: PlanReader
    private let meta: MetaTable
    private let memory: MemoryLimits
    private(set) var fresh = FreshEvents()
    private var additions = 0
    private var lastLead = (text: "", hash: "".hashValue)
    /// The last event before which nothing is fresh any more, and whether that has been written.
    private var ended: (last: Int64, isWritten: Bool) = (0, true)
    /// What the transaction that is under way does to the turns.
    private var changes: [Turns.Change] = []
    /// Whether events have been taken out of memory that a transaction may bring back.
    private var hasMoved = false
    /// Whether what is in memory may not be what stands on disk: it is to be loaded before anything is added to either.
    private(set) var isStale = true

    init(
        _ connection: borrowing Connection,
        _ sends: SendTable,
        _ lanes: LaneTable,
        _ meta: MetaTable,
        _ memory: MemoryLimits
    ) throws(SQLiteError) {
        (self.sends, self.lanes, self.meta, self.memory) = (sends, lanes, meta, memory)
        held = try HeldLanes(connection)
        plans = try PlanReader(connection)
        rows = try DeliveryTable(connection, sends)
        try load()
        keep()
    }

    // MARK: Coming in

    /// Takes an event's deliveries as they were planned, but for those that have failed or ended, and returns those
    /// whose turn has come.
    func add(
        _ planned: [NewDelivery],
        ended: [Int],
        of event: EventNumber,
        position: Timestamp,
        at now: Timestamp
    ) throws(SQLiteError) -> [StoredDelivery] {
        fresh.append(event, accepted: now.microseconds, waiting: FreshEvents.bits(of: planned) { $0.failure == nil })
        for index in ended { _ = fresh.remove(DeliveryID(event: event, number: index)) }
        var ready: [StoredDelivery] = []
        for index in planned.indices where planned[index].failure == nil && !ended.contains(index) {
            let id = DeliveryID(event: event, number: index)
            let stored = try add(planned[index], as: id, position: position, at: now)
            if let stored { ready.append(stored) }
        }
        additions += 1
        if additions % memory.pause == 0 { try moveOn() }
        return ready
    }

    /// Takes a delivery as it was planned, and returns it if its turn has come: of the others nothing is made.
    private func add(
        _ planned: NewDelivery,
        as id: DeliveryID,
        position: Timestamp,
        at now: Timestamp
    ) throws(SQLiteError) -> StoredDelivery? {
        let isFresh = id.number < FreshEvents.deliveriesOfEvent
        if isFresh {
            let lane = planned.lead.map { Lane(destination: planned.address.destination, lead: $0) }
            guard try enter(id, lane, position, planned.address) else { return nil }
        }
        let stored = StoredDelivery(asPlanned: id, planned.address, lead: planned.lead, position: position, at: now)
        guard isFresh else { return try add(stored) ? stored : nil }
        try gainTurn(stored)
        return stored
    }

    /// Puts a delivery into its place in its lane, and says whether its turn has come.
    func add(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard case .waiting(let due, let reason) = stored.delivery.state else { return false }
        let isHead = try enter(stored.id, stored.lane, stored.position, stored.address)
        try rows.insert(stored, due: due, reason, isHead: isHead)
        return isHead
    }

    /// Takes a newcomer into its lane, and says whether it stands before all that wait there; who stood there before has
    /// to wait then.
    private func enter(
        _ newcomer: DeliveryID,
        _ lane: Lane?,
        _ position: Timestamp,
        _ address: DeliveryAddress
    ) throws(SQLiteError) -> Bool {
        guard let lane else { return true }
        let entry = try sends.entry(for: address)
        let place = place(of: newcomer, in: lane, position, entry)
        if sends.haveRivals, let rivals = sends.rivalsKey(of: entry.id, lead: lane.lead) {
            _ = try lanes.add(place, to: rivals)
        }
        let head = try lanes.add(place, to: lane.key)
        guard !held.holds(lane.key, place) else { return false }
        guard let head else { return true }
        guard place < head else { return false }
        try loseTurn(head.id, at: address)
        return true
    }

    /// A delivery's place in its lane, with what it takes to tell it by that alone.
    private func place(
        of id: DeliveryID,
        in lane: Lane,
        _ position: Timestamp,
        _ entry: SendTable.Entry
    ) -> Place {
        Place(position: position.microseconds, id: id, send: entry.id, leadHash: leadHash(lane.lead))
    }

    /// Remembers the last: an event's deliveries nearly always have the same lead.
    func leadHash(_ lead: String) -> Int {
        if lastLead.text != lead { lastLead = (lead, lead.hashValue) }
        return lastLead.hash
    }

    // MARK: Going on

    /// Stores when a delivery is to be tried again; says whether it was still there, and not sent again since.
    func reschedule(_ stored: StoredDelivery, due: Timestamp, _ reason: Reason) throws(SQLiteError) -> Bool {
        // What is fresh has never been sent again.
        if let entry = fresh.remove(stored.id) {
            let isHead = entry.hasTurn(stored.id.number)
            if isHead { try noteLost(stored.id, entry, at: stored.address) }
            try rows.insert(stored, due: due, reason, isHead: isHead)
            return true
        }
        return try rows.reschedule(stored.delivery, due: due, reason)
    }

    /// Takes a delivery out; says whether it was there, and not sent again since.
    func remove(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        if let entry = fresh.remove(stored.id) {
            if entry.hasTurn(stored.id.number) { try noteLost(stored.id, entry, at: stored.address) }
        } else {
            guard try rows.remove(stored.delivery) else { return false }
        }
        guard let lane = stored.lane else { return true }
        try lanes.remove(stored.place, from: lane.key)
        guard sends.haveRivals else { return true }
        let send = try sends.entry(for: stored.address).id
        if let rivals = sends.rivalsKey(of: send, lead: lane.lead) { try lanes.remove(stored.place, from: rivals) }
        return true
    }

    /// Gives the turn to the first of a lane, and returns it; nil where the first had it already.
    func promoteFirst(of lane: Lane) throws(SQLiteError) -> StoredDelivery? {
        guard let place = try lanes.first(of: lane.key), !held.holds(lane.key, place) else { return nil }
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

    // MARK: Dead letters that hold their lane

    /// Lets nobody behind a dead letter in its lane go on, if its send asks for that.
    func hold(behind dead: StoredDelivery) throws(SQLiteError) {
        guard case .finished(let fate, let reason) = dead.delivery.state, fate.isDeadLetter,
            reason.cause != Reason.sendRemoved, let lane = dead.lane
        else { return }
        let holds = try sends.entry(for: dead.address).rules.onDead == .hold
        guard holds || reason.cause == PingPong.cause else { return }
        try held.hold(lane.key, by: dead.place)
        // It may be dead from the start, and come before the one whose turn it is.
        if let first = try lanes.first(of: lane.key), held.holds(lane.key, first) {
            try loseTurn(first.id, at: dead.address)
        }
    }

    /// Says whether a dead letter held its lane, which it does no more.
    func release(behind letter: StoredDelivery) throws(SQLiteError) -> Bool {
        guard let lane = letter.lane else { return false }
        return try held.release(lane.key, by: letter.place)
    }

    // MARK: Transactions

    /// What was done is on disk: those who read beside the writer may know.
    func keep() {
        turns.apply(changes)
        changes.removeAll(keepingCapacity: true)
        fresh.keep()
        lanes.keep()
        held.keep()
        hasMoved = false
        if let last = fresh.removeEnded() { ended = (last, false) }
    }

    /// Nothing of what was done since the last `keep` is on disk.
    func takeBack() {
        changes.removeAll()
        ended.isWritten = ended.last == 0
        guard !hasMoved, !held.hasChanged, lanes.takeBack() else {
            isStale = true
            return
        }
        fresh.takeBack()
    }

    /// Makes what is in memory what stands on disk, in a transaction that does nothing else: what it drops of the lanes
    /// must not come back with somebody's writes.
    func load() throws(SQLiteError) {
        // First, because it fails where the disk is full, and the rest is much to read for nothing.
        try lanes.dropPartlyWritten()
        try held.load()
        let waiting = try loadFresh()
        var places: [(place: Place, lane: Int64)] = []
        for stored in waiting {
            guard let lane = stored.lane else { continue }
            let entry = try sends.entry(for: stored.address)
            let place = place(of: stored.id, in: lane, stored.position, entry)
            places.append((place, lane.key))
            if let rivals = sends.rivalsKey(of: entry.id, lead: lane.lead) { places.append((place, rivals)) }
        }
        try lanes.load(with: places) { sends.rivalsKey(of: $0, lead: $1) }
        for stored in waiting where try isFirst(stored) { try gainTurn(stored) }
        turns.replace(by: changes)
        changes.removeAll()
        fresh.keep()
        // If this transaction comes to nothing, all is to be read again.
        (hasMoved, isStale, ended) = (true, false, (0, true))
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
        return try lanes.first(of: lane.key)?.id == stored.id && !held.holds(lane.key, stored.place)
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
    func planned(
        _ place: Place,
        in lane: Lane,
        _ entry: FreshEvents.Entry
    ) throws(SQLiteError) -> StoredDelivery? {
        let address = sends.address(Int64(place.send))
        guard place.send != 0, address.destination == lane.destination, place.leadHash == lane.lead.hashValue else {
            return try planned(place.id)
        }
        return StoredDelivery(
            asPlanned: place.id,
            address,
            lead: lane.lead,
            position: Timestamp(microseconds: place.position),
            at: Timestamp(microseconds: entry.accepted)
        )
    }

    private func planned(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        try plans.event(id.event)?.delivery(id.number, sends.address)
    }
}
