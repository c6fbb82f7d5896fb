import CivilTime
import RelayCore
import SQLite

/// The destinations that want nothing for a while.
final class ClosureTable {
    private let insert, delete: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare(
            "INSERT OR REPLACE INTO closures (destination, since, until, cause) VALUES (?, ?, ?, ?)"
        )
        delete = try connection.prepare("DELETE FROM closures WHERE destination = ?")
    }

    static let select = "SELECT destination, since, until, cause FROM closures"

    func set(_ destination: String, _ closure: QuotaClosure?) throws(SQLiteError) {
        guard let closure else {
            try delete.run { $0.text(destination) }
            return
        }
        try insert.run {
            $0.text(destination)
            $0.integer(closure.since.microseconds)
            $0.integer(closure.until.microseconds)
            $0.text(closure.cause)
        }
    }

    /// A row of `select`.
    static func read(_ row: borrowing Row) -> (destination: String, closure: QuotaClosure) {
        let since = Timestamp(microseconds: row.integer(1))
        let until = Timestamp(microseconds: row.integer(2))
        return (row.text(0), QuotaClosure(since: since, until: until, cause: row.text(3)))
    }
}
