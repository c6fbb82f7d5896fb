import CivilTime
import RelayCore
import SQLite

/// The deliveries that wait.
final class DeliveryTable {
    private let insert, remove, reschedule, select: Statement
    private let sends: SendTable
    private let lanes: LaneTable
    private let turns: TurnTable

    init(
        _ connection: borrowing Connection,
        _ sends: SendTable,
        _ lanes: LaneTable,
        _ turns: TurnTable
    ) throws(SQLiteError) {
        (self.sends, self.lanes, self.turns) = (sends, lanes, turns)
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
            UPDATE deliveries SET due = ?, head = max(head, ?), attempts = ?, waits = ?, in_doubt = ?, cause = ?,
                detail = ?, remedy = ?
            WHERE event = ? AND number = ?
            """
        )
        select = try connection.prepare(
            "SELECT \(DeliveryRow.waiting), head FROM deliveries WHERE event = ? AND number = ?"
        )
    }

    /// Puts a delivery into its place in its lane, and says whether its turn has come.
    func add(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard case .waiting(let due, let reason) = stored.delivery.state else { return false }
        let entry = try sends.entry(for: stored.address)
        let lane = stored.lane?.key
        let isHead = try lane.map { lane throws(SQLiteError) in try isFirst(stored.place, in: lane) } ?? true
        let isKept = lane != nil && lanes.keeps(stored.place) && turns.keep(stored, hasTurn: isHead)
        try insert.run {
            $0.id(stored.id)
            $0.integer(entry.id)
            $0.integer(entry.destination)
            $0.integer(lane)
            $0.text(stored.lane?.lead)
            $0.integer(stored.position.microseconds)
            $0.integer(due.microseconds)
            $0.integer(isHead && !isKept ? 1 : 0)
            $0.integer(stored.delivery.since.microseconds)
            $0.history(stored.delivery.history)
            $0.reason(reason, unlessIs: .itsTurn)
        }
        if let lane { try lanes.add(stored.place, to: lane) }
        return isHead
    }

    /// Stores when a delivery is to be tried again; says whether it was still there.
    func reschedule(_ delivery: Delivery, due: Timestamp, _ reason: Reason) throws(SQLiteError) -> Bool {
        try lanes.load()
        let hadTurn = turns.remove(delivery.id)
        return try reschedule.run {
            $0.integer(due.microseconds)
            $0.integer(hadTurn ? 1 : 0)
            $0.history(delivery.history)
            $0.reason(reason, unlessIs: .itsTurn)
            $0.id(delivery.id)
        } > 0
    }

    /// Takes a delivery out; says whether it was there.
    func remove(_ stored: StoredDelivery) throws(SQLiteError) -> Bool {
        guard try remove.run({ $0.id(stored.id) }) > 0 else { return false }
        if let lane = stored.lane {
            try lanes.remove(stored.place, from: lane.key)
            _ = turns.remove(stored.id)
        }
        return true
    }

    /// Gives the turn to the first of a lane, and returns it; nil where the first had it already.
    func promoteFirst(of lane: Lane) throws(SQLiteError) -> StoredDelivery? {
        guard let place = try lanes.first(of: lane.key) else { return nil }
        return try turns.promote(place.id) { () throws(SQLiteError) in
            let first = try select.first({ $0.id(place.id) }) { row in
                (row: DeliveryRow(row), isHead: row.integer(DeliveryRow.count) != 0)
            }
            guard let first, !first.isHead else { return nil }
            return first.row.stored(for: sends.address(first.row.send))
        }
    }

    func delivery(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        try select.first({ $0.id(id) }) { DeliveryRow($0) }.map { $0.stored(for: sends.address($0.send)) }
    }

    /// Whether a newcomer stands before all that wait in a lane; who stood there before has to wait then.
    private func isFirst(_ newcomer: LanePlace, in lane: Int64) throws(SQLiteError) -> Bool {
        guard let head = try lanes.first(of: lane) else { return true }
        guard newcomer < head else { return false }
        try turns.withdraw(from: head.id)
        return true
    }
}

extension Binder {
    mutating func history(_ history: Delivery.History) {
        integer(history.attempts)
        integer(history.waits)
        integer(history.inDoubt)
    }
}
