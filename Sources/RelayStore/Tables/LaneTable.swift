import RelayCore
import SQLite

/// Who waits in which lane, in order: the newest in memory, the others in a table.
///
/// Where a lane stands in an index is a matter of chance, so that a row for each delivery would cost a page each. Most
/// deliveries have ended before their row would be written, and the rows of the others are written in the order of the
/// index, a few with every so many new ones. What is in memory is found again among the deliveries.
final class LaneTable {
    private let insert, remove, removeNewest, first, lastRows, ofSend, any, newest: Statement
    private let meta: MetaTable
    private let memory: MemoryLimits
    /// The newest places, of which none is written.
    private var recent: [Int64: Places] = [:]
    private var recentCount = 0
    /// Those that are being written, all of events before the recent ones.
    private var leaving: [Int64: Places] = [:]
    /// The lanes that are still to be written of those that are leaving, the first in the index at the end.
    private var unwritten: [Int64] = []
    /// The places of all events up to this number are in the table.
    private var lastWritten: Int64 = 0
    /// The places of events up to this number are in the table or leaving, those of later ones are recent.
    private var lastLeaving: Int64 = 0
    private var lastRecent: Int64 = 0
    private var additions = 0
    /// Whether the table may hold anything: while it does not, nobody has to look.
    private var mayHoldRows = true
    private var looks = 0
    /// What has changed in memory since the last `keep`, so that it can be taken back.
    private var changes: [Change] = []
    /// Whether more has changed than that list tells.
    private var hasMoved = false
    private var keptLastRecent: Int64 = 0

    private enum Change {
        case added(Place, Int64)
        case removed(Place, Int64, isLeaving: Bool)
    }

    init(_ connection: borrowing Connection, _ meta: MetaTable, _ memory: MemoryLimits) throws(SQLiteError) {
        (self.meta, self.memory) = (meta, memory)
        insert = try connection.prepare("INSERT INTO lanes (lane, position, event, number) VALUES (?, ?, ?, ?)")
        remove = try connection.prepare(
            "DELETE FROM lanes WHERE lane = ? AND position = ? AND event = ? AND number = ?"
        )
        removeNewest = try connection.prepare("DELETE FROM lanes WHERE event > ?")
        first = try connection.prepare(
            """
            SELECT position, event, number FROM lanes WHERE lane = ? ORDER BY position, event, number LIMIT 1
            """
        )
        lastRows = try connection.prepare(
            """
            SELECT position, event, number FROM lanes WHERE lane = ? AND (position, event, number) < (?, ?, ?)
            ORDER BY position DESC, event DESC, number DESC LIMIT ?
            """
        )
        // A fresh delivery has no row that tells its send.
        ofSend = try connection.prepare(
            """
            SELECT l.position, l.event, l.number FROM lanes l LEFT JOIN deliveries d USING (event, number)
            WHERE l.lane = ?1 AND coalesce(d.send, ?2) = ?2
            """
        )
        any = try connection.prepare("SELECT 1 FROM lanes LIMIT 1")
        newest = try connection.prepare(
            "SELECT position, event, number, lane, send, lead FROM deliveries WHERE event > ? AND lane IS NOT NULL"
        )
    }

    /// Who stands before all others of a lane; nil where nobody waits.
    func first(of lane: Int64) throws(SQLiteError) -> Place? {
        let unwritten = Self.earlier(leaving[lane]?.first, recent[lane]?.first)
        return Self.earlier(try firstWritten(of: lane), unwritten)
    }

    /// The last of those that stand before a place in a lane, so many at most, the last at the start.
    func last(_ count: Int, of lane: Int64, before end: Place) throws(SQLiteError) -> [Place] {
        var found = leaving[lane]?.last(count, before: end) ?? []
        found += recent[lane]?.last(count, before: end) ?? []
        if mayHoldRows {
            found += try lastRows.all({
                $0.integer(lane)
                $0.place(end)
                $0.integer(count)
            }) { Place($0) }
        }
        return Array(found.sorted(by: >).prefix(count))
    }

    /// Those of a lane that may be of a send and about a lead, in any order: not all places tell.
    func places(of lane: Int64, send: Int64, leadHash: Int) throws(SQLiteError) -> [Place] {
        var found: [Place] = []
        for places in [leaving[lane], recent[lane]] {
            guard let places else { continue }
            found += places.all.filter { $0.mayBe(of: send, leadHash) }
        }
        guard mayHoldRows else { return found }
        return try found
            + ofSend.all({
                $0.integer(lane)
                $0.integer(send)
            }) { Place($0) }
    }

    /// Adds a place to a lane, and returns who stood before all others there.
    func add(_ place: Place, to lane: Int64) throws(SQLiteError) -> Place? {
        guard place.id.event.rawValue > lastLeaving else {
            let first = try first(of: lane)
            try write(place, of: lane)
            return first
        }
        let longKept = Self.earlier(leaving[lane]?.first, try firstWritten(of: lane))
        let first = Self.earlier(longKept, keep(place, of: lane))
        changes.append(.added(place, lane))
        additions += 1
        if unwritten.isEmpty, recentCount >= memory.places { try startLeaving() }
        if !unwritten.isEmpty, additions % memory.pause == 0 { try writeSlice() }
        return first
    }

    func remove(_ place: Place, from lane: Int64) throws(SQLiteError) {
        let number = place.id.event.rawValue
        if number > lastLeaving {
            guard recent.take(place, from: lane) else { return }
            recentCount -= 1
            changes.append(.removed(place, lane, isLeaving: false))
        } else if number > lastWritten, leaving.take(place, from: lane) {
            changes.append(.removed(place, lane, isLeaving: true))
        } else {
            try remove.run {
                $0.integer(lane)
                $0.place(place)
            }
        }
    }

    // MARK: Transactions

    func keep() {
        changes.removeAll(keepingCapacity: true)
        hasMoved = false
        keptLastRecent = lastRecent
    }

    /// Undoes what was done in memory since the last `keep`; false where that is not known, so that it must be loaded.
    func takeBack() -> Bool {
        // Rows may have come back that were gone when that was found out.
        mayHoldRows = true
        guard !hasMoved else { return false }
        for change in changes.reversed() {
            switch change {
            case .added(let place, let lane): if recent.take(place, from: lane) { recentCount -= 1 }
            case .removed(let place, let lane, isLeaving: true): leaving[lane, default: Places()].insert(place)
            case .removed(let place, let lane, isLeaving: false): keep(place, of: lane)
            }
        }
        lastRecent = keptLastRecent
        keep()
        return true
    }

    /// Drops what was written in part: it will be written again, whole.
    func dropPartlyWritten() throws(SQLiteError) {
        lastWritten = try meta[.lanes] ?? 0
        lastLeaving = lastWritten
        if try meta[.leavingLanes] ?? 0 > lastWritten { try removeNewest.run { $0.integer(lastWritten) } }
    }

    /// Reads anew what is not in the table, given those that wait and have no row of their own, and where else than in
    /// their lanes those of a send and lead stand.
    func load(
        with fresh: [(place: Place, lane: Int64)],
        rivals: (_ send: Int64, _ lead: String) -> Int64?
    ) throws(SQLiteError) {
        (recent, leaving, unwritten, recentCount, lastRecent) = ([:], [:], [], 0, lastWritten)
        let written = lastWritten
        let rows = try newest.all({ $0.integer(written) }) { row in
            let send = row.integer(4)
            return (place: Place(row, send: send), lane: row.integer(3), rivals: rivals(send, row.text(5)))
        }
        for row in rows {
            keep(row.place, of: row.lane)
            if let rivals = row.rivals { keep(row.place, of: rivals) }
        }
        for (place, lane) in fresh where place.id.event.rawValue > lastWritten { keep(place, of: lane) }
        keep()
        mayHoldRows = try holdsRows()
    }

    /// Adds a recent place, and returns who stood before all others among those of the lane.
    @discardableResult
    private func keep(_ place: Place, of lane: Int64) -> Place? {
        recentCount += 1
        lastRecent = max(lastRecent, place.id.event.rawValue)
        return recent[lane, default: Places()].insert(place)
    }

    private func startLeaving() throws(SQLiteError) {
        hasMoved = true
        leaving = recent
        lastLeaving = lastRecent
        unwritten = leaving.keys.sorted(by: >)
        (recent, recentCount) = ([:], 0)
        try meta.set(.leavingLanes, to: lastLeaving)
    }

    private func writeSlice() throws(SQLiteError) {
        hasMoved = true
        var room = memory.slice
        while room > 0, let lane = unwritten.last {
            // Nobody may be left who waits there, and of a long lane only some find room.
            let places = leaving[lane]?.removeLast(room) ?? []
            for place in places { try write(place, of: lane) }
            room -= places.count
            guard leaving[lane]?.isEmpty ?? true else { continue }
            leaving[lane] = nil
            unwritten.removeLast()
        }
        guard unwritten.isEmpty else { return }
        lastWritten = lastLeaving
        try meta.set(.lanes, to: lastWritten)
    }

    private func write(_ place: Place, of lane: Int64) throws(SQLiteError) {
        mayHoldRows = true
        try insert.run {
            $0.integer(lane)
            $0.place(place)
        }
    }

    private func firstWritten(of lane: Int64) throws(SQLiteError) -> Place? {
        looks += 1
        // What was written ends some day, and nothing else tells.
        if mayHoldRows, looks % 1_024 == 0 { mayHoldRows = try holdsRows() }
        return mayHoldRows ? try first.first({ $0.integer(lane) }) { Place($0) } : nil
    }

    private static func earlier(_ left: Place?, _ right: Place?) -> Place? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    private func holdsRows() throws(SQLiteError) -> Bool { try any.first { _ in true } ?? false }
}

extension [Int64: Places] {
    /// Takes a place out of a lane, and says whether it was there.
    fileprivate mutating func take(_ place: Place, from lane: Int64) -> Bool {
        guard let places = index(forKey: lane), values[places].remove(place) else { return false }
        if values[places].isEmpty { remove(at: places) }
        return true
    }
}

extension Place {
    /// Three columns at the start.
    init(_ row: borrowing Row, send: Int64 = 0) {
        self.init(
            position: row.integer(0),
            id: DeliveryID(event: EventNumber(rawValue: row.integer(1)), number: Int(row.integer(2))),
            send: send
        )
    }
}

extension Binder {
    mutating func place(_ place: Place) {
        integer(place.position)
        id(place.id)
    }
}
