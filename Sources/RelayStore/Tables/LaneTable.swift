import RelayCore
import SQLite

/// Who waits in which lane, in order: the newest in memory, the others in a table.
///
/// Where a lane stands in an index is a matter of chance, so that a row for each delivery would cost a page each. Most
/// deliveries have ended before their row would be written, and the rows of the others are written in the order of the
/// index, a few with every so many new ones. What is in memory is found again among the deliveries.
final class LaneTable {
    private let insert, remove, removeNewest, first, any, newest: Statement
    private let meta: MetaTable
    private let memory: MemoryLimits
    /// The newest places, of which none is written.
    private var recent: [Int64: LanePlaces] = [:]
    private var recentCount = 0
    /// Those that are being written, all of events before the recent ones.
    private var leaving: [Int64: LanePlaces] = [:]
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
    private var isStale = true

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
        any = try connection.prepare("SELECT 1 FROM lanes LIMIT 1")
        newest = try connection.prepare(
            "SELECT position, event, number, lane FROM deliveries WHERE event > ? AND lane IS NOT NULL"
        )
    }

    /// Who stands before all others of a lane; nil where nobody waits.
    func first(of lane: Int64) throws(SQLiteError) -> LanePlace? {
        try load()
        let unwritten = Self.earlier(leaving[lane]?.first, recent[lane]?.first)
        return Self.earlier(try firstWritten(of: lane), unwritten)
    }

    func add(_ place: LanePlace, to lane: Int64) throws(SQLiteError) {
        try load()
        guard place.id.event.rawValue > lastLeaving else { return try write(place, of: lane) }
        keep(place, of: lane)
        additions += 1
        if unwritten.isEmpty, recentCount >= memory.places { try startLeaving() }
        if !unwritten.isEmpty, additions % memory.pause == 0 { try writeSlice() }
    }

    func remove(_ place: LanePlace, from lane: Int64) throws(SQLiteError) {
        try load()
        let number = place.id.event.rawValue
        if number > lastLeaving {
            if recent.take(place, from: lane) { recentCount -= 1 }
        } else if number <= lastWritten || !leaving.take(place, from: lane) {
            try remove.run {
                $0.integer(lane)
                $0.place(place)
            }
        }
    }

    /// Has what is in memory read anew, because a transaction was taken back.
    func forget() { isStale = true }

    private func load() throws(SQLiteError) {
        guard isStale else { return }
        lastWritten = try meta[.lanes] ?? 0
        lastLeaving = lastWritten
        // What was written in part is written again, whole.
        if try meta[.leavingLanes] ?? 0 > lastWritten { try removeNewest.run { $0.integer(lastWritten) } }
        (recent, leaving, unwritten, recentCount) = ([:], [:], [], 0)
        for (place, lane) in try newest.all({ $0.integer(lastWritten) }, { (LanePlace($0), $0.integer(3)) }) {
            keep(place, of: lane)
        }
        mayHoldRows = try holdsRows()
        isStale = false
    }

    private func keep(_ place: LanePlace, of lane: Int64) {
        recent[lane, default: LanePlaces()].insert(place)
        recentCount += 1
        lastRecent = max(lastRecent, place.id.event.rawValue)
    }

    private func startLeaving() throws(SQLiteError) {
        leaving = recent
        lastLeaving = lastRecent
        unwritten = leaving.keys.sorted(by: >)
        (recent, recentCount) = ([:], 0)
        try meta.set(.leavingLanes, to: lastLeaving)
    }

    private func writeSlice() throws(SQLiteError) {
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

    private func write(_ place: LanePlace, of lane: Int64) throws(SQLiteError) {
        mayHoldRows = true
        try insert.run {
            $0.integer(lane)
            $0.place(place)
        }
    }

    private func firstWritten(of lane: Int64) throws(SQLiteError) -> LanePlace? {
        looks += 1
        // What was written ends some day, and nothing else tells.
        if mayHoldRows, looks % 1_024 == 0 { mayHoldRows = try holdsRows() }
        return mayHoldRows ? try first.first({ $0.integer(lane) }) { LanePlace($0) } : nil
    }

    private static func earlier(_ left: LanePlace?, _ right: LanePlace?) -> LanePlace? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    private func holdsRows() throws(SQLiteError) -> Bool { try any.first { _ in true } ?? false }
}

extension [Int64: LanePlaces] {
    /// Takes a place out of a lane, and says whether it was there.
    fileprivate mutating func take(_ place: LanePlace, from lane: Int64) -> Bool {
        guard let places = index(forKey: lane), values[places].remove(place) else { return false }
        if values[places].isEmpty { remove(at: places) }
        return true
    }
}

extension LanePlace {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            position: row.integer(0),
            id: DeliveryID(event: EventNumber(rawValue: row.integer(1)), number: Int(row.integer(2)))
        )
    }
}

extension Binder {
    fileprivate mutating func place(_ place: LanePlace) {
        integer(place.position)
        id(place.id)
    }
}
