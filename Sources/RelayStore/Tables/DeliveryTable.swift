import CivilTime
import RelayCore
import SQLite

/// The deliveries that wait.
final class DeliveryTable {
    private let insert, remove, reschedule, setHead, select: Statement
    private let sends: SendTable
    private let lanes: LaneTable

    init(_ connection: borrowing Connection, _ sends: SendTable, _ lanes: LaneTable) throws(SQLiteError) {
        self.sends = sends
        self.lanes = lanes
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
        select = try connection.prepare(
            "SELECT \(DeliveryRow.waiting), head FROM deliveries WHERE event = ? AND number = ?"
        )
    }

    /// Puts a delivery into its place in its lane, and says whether its turn has come.
    func add(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard case .waiting(let due, let reason) = stored.delivery.state else { return false }
        let entry = try sends.entry(for: stored.address)
        let lane = stored.lane?.key
        let isHead = try lane.map { lane throws(SQLiteError) in try enter(lane, stored.place) } ?? true
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
    func remove(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard try remove.run({ $0.id(stored.id) }) > 0 else { return false }
        if let lane = stored.lane { try lanes.remove(stored.place, from: lane.key) }
        return true
    }

    /// Gives the turn to the first of a lane, and returns it; nil where the first had it already.
    func promoteFirst(of lane: Lane) throws(SQLiteError) -> StoredDelivery? {
        guard let place = try lanes.first(of: lane.key) else { return nil }
        let first = try select.first({ $0.id(place.id) }) { row in
            (row: DeliveryRow(row), isHead: row.integer(DeliveryRow.count) != 0)
        }
        guard let first, !first.isHead else { return nil }
        try setHead(place.id, true)
        return first.row.stored(for: sends.address(first.row.send))
    }

    func delivery(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        try select.first({ $0.id(id) }) { DeliveryRow($0) }.map { $0.stored(for: sends.address($0.send)) }
    }

    /// Takes a newcomer into a lane, and says whether it stands before all that wait there; who stood there before has to
    /// wait then.
    private func enter(_ lane: Int64, _ newcomer: LanePlace) throws(SQLiteError) -> Bool {
        let head = try lanes.first(of: lane)
        try lanes.add(newcomer, to: lane)
        guard let head else { return true }
        guard newcomer < head else { return false }
        try setHead(head.id, false)
        return true
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
