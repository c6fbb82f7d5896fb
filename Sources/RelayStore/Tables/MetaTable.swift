import SQLite

/// Single numbers that the store remembers.
final class MetaTable {
    private let read, write: Statement

    enum Key: String {
        /// Whether the store was closed, rather than left.
        case closed
        /// The number of the last dead letter.
        case deadLetters = "dead-letters"
        /// The last event whose sender's ids are written.
        case ids
        /// The last event all of whose waiting deliveries have rows.
        case deliveries
        /// The last event whose places in lanes are written.
        case lanes
        /// The last event of which some places may be written while those of others before it are not.
        case leavingLanes = "leaving-lanes"
    }

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        read = try connection.prepare("SELECT value FROM meta WHERE key = ?")
        write = try connection.prepare(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
        )
    }

    subscript(key: Key) -> Int64? {
        get throws(SQLiteError) { try read.first({ $0.text(key.rawValue) }) { $0.integer(0) } }
    }

    func set(_ key: Key, to value: Int64) throws(SQLiteError) {
        try write.run {
            $0.text(key.rawValue)
            $0.integer(value)
        }
    }
}
