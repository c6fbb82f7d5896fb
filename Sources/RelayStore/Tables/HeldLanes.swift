import RelayCore
import SQLite

/// The lanes that wait for what a person does with a dead letter: a row for each letter, and few of them.
final class HeldLanes {
    private let insert, remove, select: Statement
    /// How many dead letters hold each, by the lanes' keys.
    private var letters: [Int64: Int] = [:]
    /// Whether that may be something else than what is on disk, if a transaction is taken back.
    private(set) var hasChanged = false

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare("INSERT OR IGNORE INTO holds (event, number, lane) VALUES (?, ?, ?)")
        remove = try connection.prepare("DELETE FROM holds WHERE event = ? AND number = ?")
        select = try connection.prepare("SELECT lane FROM holds")
    }

    func holds(_ lane: Int64) -> Bool { !letters.isEmpty && letters[lane] != nil }

    func hold(_ lane: Int64, by letter: DeliveryID) throws(SQLiteError) {
        let count = try insert.run {
            $0.id(letter)
            $0.integer(lane)
        }
        // A letter that holds it already is let go once.
        guard count > 0 else { return }
        hasChanged = true
        letters[lane, default: 0] += 1
    }

    /// Forgets a letter; says whether it held the lane.
    func release(_ lane: Int64, by letter: DeliveryID) throws(SQLiteError) -> Bool {
        guard holds(lane), try remove.run({ $0.id(letter) }) > 0 else { return false }
        hasChanged = true
        let others = (letters[lane] ?? 1) - 1
        letters[lane] = others > 0 ? others : nil
        return true
    }

    func keep() { hasChanged = false }

    func load() throws(SQLiteError) {
        letters = [:]
        let lanes = try select.all { $0.integer(0) }
        for lane in lanes { letters[lane, default: 0] += 1 }
        hasChanged = false
    }
}
