import RelayCore
import SQLite

/// Who waits in which lane, in order: the newest in memory, the others in a table.
///
/// Where a lane stands in an index is a matter of chance, so that a row for each delivery would cost a page each. Most
/// deliveries have ended before their row would be written, and the rows of the others are written many at a time, in
/// the order of the index. What is in memory is found again among the deliveries.
final class LaneTable {
    private let insert, remove, first, any, newest: Statement
    private let meta: MetaTable
    private var lanes: [Int64: LanePlaces] = [:]
    private var count = 0
    /// The places of all events up to this number are in the table, those of later ones in memory.
    private var lastWritten: Int64 = 0
    /// Whether the table may hold anything: while it does not, nobody has to look.
    private var mayHoldRows = true
    private var looks = 0
    private var isStale = true

    /// How many places are kept in memory: to write them all takes few milliseconds.
    private static let limit = 4_096

    init(_ connection: borrowing Connection, _ meta: MetaTable) throws(SQLiteError) {
        self.meta = meta
        insert = try connection.prepare("INSERT INTO lanes (lane, position, event, number) VALUES (?, ?, ?, ?)")
        remove = try connection.prepare(
            "DELETE FROM lanes WHERE lane = ? AND position = ? AND event = ? AND number = ?"
        )
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
        let recent = lanes[lane]?.first
        guard let written = try firstWritten(of: lane) else { return recent }
        return recent.map { min($0, written) } ?? written
    }

    func add(_ place: LanePlace, to lane: Int64) throws(SQLiteError) {
        try load()
        guard place.id.event.rawValue > lastWritten else { return try write(place, of: lane) }
        lanes[lane, default: LanePlaces()].insert(place)
        count += 1
        if count >= Self.limit { try writeAll() }
    }

    func remove(_ place: LanePlace, from lane: Int64) throws(SQLiteError) {
        try load()
        guard place.id.event.rawValue > lastWritten else {
            try remove.run {
                $0.integer(lane)
                $0.place(place)
            }
            return
        }
        guard let places = lanes.index(forKey: lane), lanes.values[places].remove(place) else { return }
        count -= 1
        if lanes.values[places].isEmpty { lanes.remove(at: places) }
    }

    /// Has what is in memory read anew, because a transaction was taken back.
    func forget() { isStale = true }

    private func load() throws(SQLiteError) {
        guard isStale else { return }
        lastWritten = try meta[.lanes] ?? 0
        let found = try newest.all({ $0.integer(lastWritten) }) { (place: LanePlace($0), lane: $0.integer(3)) }
        lanes = [:]
        for (place, lane) in found { lanes[lane, default: LanePlaces()].insert(place) }
        count = found.count
        mayHoldRows = try holdsRows()
        isStale = false
    }

    private func writeAll() throws(SQLiteError) {
        for (lane, places) in lanes.sorted(by: { $0.key < $1.key }) {
            for place in places.all {
                try write(place, of: lane)
                lastWritten = max(lastWritten, place.id.event.rawValue)
            }
        }
        try meta.set(.lanes, to: lastWritten)
        lanes.removeAll(keepingCapacity: true)
        count = 0
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

    private func holdsRows() throws(SQLiteError) -> Bool { try any.first { _ in true } ?? false }
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
