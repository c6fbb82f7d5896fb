import CivilTime
import RelayCore
import SQLite

/// The rows of deliveries that wait.
final class DeliveryTable {
    private let insert, remove, reschedule, setHead, select, selectFirst: Statement
    private let sends: SendTable

    init(_ connection: borrowing Connection, _ sends: SendTable) throws(SQLiteError) {
        self.sends = sends
        insert = try connection.prepare(
            """
            INSERT INTO deliveries (event, number, send, destination, lane, lead, position, due, head, since, attempts,
                waits, in_doubt, cause, detail, remedy, replayed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        remove = try connection.prepare("DELETE FROM deliveries WHERE event = ? AND number = ? AND since = ?")
        reschedule = try connection.prepare(
            """
            UPDATE deliveries SET due = ?, attempts = ?, waits = ?, in_doubt = ?, cause = ?, detail = ?, remedy = ?
            WHERE event = ? AND number = ? AND since = ?
            """
        )
        setHead = try connection.prepare("UPDATE deliveries SET head = ? WHERE event = ? AND number = ?")
        select = try connection.prepare(
            "SELECT \(DeliveryRow.waiting), head FROM deliveries WHERE event = ? AND number = ?"
        )
        selectFirst = try connection.prepare("SELECT event FROM deliveries ORDER BY event LIMIT 1")
    }

    func insert(
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
            $0.integer(stored.delivery.history.replay.map { Int64($0.rawValue) })
        }
    }

    /// Stores when a delivery is to be tried again; says whether it was still there, and not sent again since.
    func reschedule(_ delivery: Delivery, due: Timestamp, _ reason: Reason) throws(SQLiteError) -> Bool {
        try reschedule.run {
            $0.integer(due.microseconds)
            $0.history(delivery.history)
            $0.reason(reason, unlessIs: .itsTurn)
            $0.id(delivery.id)
            $0.integer(delivery.since.microseconds)
        } > 0
    }

    /// Takes a delivery out; says whether it was there, and not sent again since.
    func remove(_ delivery: Delivery) throws(SQLiteError) -> Bool {
        try remove.run {
            $0.id(delivery.id)
            $0.integer(delivery.since.microseconds)
        } > 0
    }

    /// A delivery, and whether its turn has come.
    func delivery(_ id: DeliveryID) throws(SQLiteError) -> (stored: StoredDelivery, isHead: Bool)? {
        try select.first({ $0.id(id) }) { (row: DeliveryRow($0), isHead: $0.integer(DeliveryRow.count) != 0) }
            .map { ($0.row.stored(for: sends.address($0.row.send)), $0.isHead) }
    }

    /// The oldest event of which one has a row.
    var firstEvent: Int64? {
        get throws(SQLiteError) { try selectFirst.first { $0.integer(0) } }
    }

    func setHead(_ id: DeliveryID, _ isHead: Bool) throws(SQLiteError) {
        try setHead.run {
            $0.integer(isHead ? 1 : 0)
            $0.id(id)
        }
    }
}

extension Binder {
    mutating func history(_ history: Delivery.History) {
        integer(history.attempts)
        integer(history.waits)
        integer(history.inDoubt)
    }
}
