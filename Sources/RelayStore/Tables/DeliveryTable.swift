import CivilTime
import RelayCore
import SQLite

/// The deliveries that wait.
final class DeliveryTable {
    private let insert, remove, reschedule, setHead, firstOfLane, select: Statement
    private let sends: SendTable

    init(_ connection: borrowing Connection, _ sends: SendTable) throws(SQLiteError) {
        self.sends = sends
        insert = try connection.prepare(
            """
            INSERT INTO deliveries (event, number, send, destination, lane, lead, position, due, head, since, attempts,
                waits, in_doubt, cause, detail, remedy)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        remove = try connection.prepare("DELETE FROM deliveries WHERE event = ? AND number = ?")
        reschedule = try connection.prepare(
            """
            UPDATE deliveries SET due = ?, attempts = ?, waits = ?, in_doubt = ?, cause = ?, detail = ?, remedy = ?
            WHERE event = ? AND number = ?
            """
        )
        setHead = try connection.prepare("UPDATE deliveries SET head = ? WHERE event = ? AND number = ?")
        firstOfLane = try connection.prepare(
            """
            SELECT \(DeliveryRow.waiting), head FROM deliveries WHERE lane = ?
            ORDER BY position, event, number LIMIT 1
            """
        )
        select = try connection.prepare(
            "SELECT \(DeliveryRow.waiting) FROM deliveries WHERE event = ? AND number = ?"
        )
    }

    /// Puts a delivery into its place in its lane, and says whether its turn has come.
    func add(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard case .waiting(let due, let reason) = stored.delivery.state else { return false }
        let entry = try sends.entry(for: stored.address)
        let lane = stored.lane?.key
        let isHead = try lane.map { lane throws(SQLiteError) in try passesHead(of: lane, stored) } ?? true
        try insert.run {
            $0.id(stored.id)
            $0.integer(entry.id)
            $0.integer(entry.destination)
            $0.integer(lane)
            $0.text(stored.lane?.lead)
            $0.integer(stored.position.microseconds)
            $0.integer(due.microseconds)
            $0.integer(isHead ? 1 : 0)
            $0.integer(stored.delivery.since.microseconds)
            $0.history(stored.delivery.history)
            $0.reason(reason, unlessIs: .itsTurn)
        }
        return isHead
    }

    /// Stores when a delivery is to be tried again; says whether it was still there.
    func reschedule(_ delivery: Delivery, due: Timestamp, _ reason: Reason) throws(SQLiteError) -> Bool {
        try reschedule.run {
            $0.integer(due.microseconds)
            $0.history(delivery.history)
            $0.reason(reason, unlessIs: .itsTurn)
            $0.id(delivery.id)
        } > 0
    }

    /// Takes a delivery out; says whether it was there.
    func remove(_ id: DeliveryID) throws(SQLiteError) -> Bool {
        try remove.run { $0.id(id) } > 0
    }

    /// Gives the turn to the first of a lane, and returns it; nil where the first had it already.
    func promoteFirst(of lane: Lane) throws(SQLiteError) -> StoredDelivery? {
        guard let first = try first(of: lane.key), !first.isHead else { return nil }
        try setHead(first.row.id, true)
        return first.row.stored(for: sends.address(first.row.send))
    }

    func delivery(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        try select.first({ $0.id(id) }) { DeliveryRow($0) }.map { $0.stored(for: sends.address($0.send)) }
    }

    /// Whether a newcomer stands before all that wait in its lane; who stood there before has to wait then.
    private func passesHead(of lane: Int64, _ newcomer: StoredDelivery) throws(SQLiteError) -> Bool {
        guard let first = try first(of: lane) else { return true }
        let head = first.row.stored(for: newcomer.address)
        guard (newcomer.position, newcomer.id) < (head.position, head.id) else { return false }
        if first.isHead { try setHead(head.id, false) }
        return true
    }

    private func first(of lane: Int64) throws(SQLiteError) -> (row: DeliveryRow, isHead: Bool)? {
        try firstOfLane.first({ $0.integer(lane) }) { row in
            (DeliveryRow(row), row.integer(DeliveryRow.count) != 0)
        }
    }

    private func setHead(_ id: DeliveryID, _ isHead: Bool) throws(SQLiteError) {
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
