import RelayCore
import SQLite

/// The lanes that wait for what a person does with a dead letter: a row for each letter, and few of them.
final class HeldLanes {
    private let insert, remove, select: Statement
    /// The dead letters that hold each, by the lanes' keys.
    private var letters: [Int64: Places] = [:]
    /// Whether that may be something else than what is on disk, if a transaction is taken back.
    private(set) var hasChanged = false

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare("INSERT OR IGNORE INTO holds (event, number, lane) VALUES (?, ?, ?)")
        remove = try connection.prepare("DELETE FROM holds WHERE event = ? AND number = ?")
        select = try connection.prepare(
            "SELECT lane, event, number, position FROM holds LEFT JOIN history USING (event, number)"
        )
    }

    /// Whether a dead letter stands before a place in its lane.
    func holds(_ lane: Int64, _ place: Place) -> Bool {
        guard !letters.isEmpty, let first = letters[lane]?.first else { return false }
        return first < place
    }

    func hold(_ lane: Int64, by letter: Place) throws(SQLiteError) {
        let count = try insert.run {
            $0.id(letter.id)
            $0.integer(lane)
        }
        // A letter that holds it already is let go once.
        guard count > 0 else { return }
        hasChanged = true
        letters[lane, default: Places()].insert(letter)
    }

    /// Forgets a letter; says whether it held the lane.
    func release(_ lane: Int64, by letter: Place) throws(SQLiteError) -> Bool {
        guard letters[lane] != nil, try remove.run({ $0.id(letter.id) }) > 0 else { return false }
        hasChanged = true
        _ = letters[lane]?.remove(letter)
        if letters[lane]?.isEmpty ?? true { letters[lane] = nil }
        return true
    }

    func keep() { hasChanged = false }

    func load() throws(SQLiteError) {
        letters = [:]
        let rows = try select.all { row in
            let id = DeliveryID(event: EventNumber(rawValue: row.integer(1)), number: Int(row.integer(2)))
            return (lane: row.integer(0), place: Place(position: row.optionalInteger(3) ?? .min, id: id))
        }
        for row in rows { letters[row.lane, default: Places()].insert(row.place) }
        hasChanged = false
    }
}
