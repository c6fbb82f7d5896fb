import CivilTime
import RelayCore
import SQLite

/// Ends deliveries whose send has been taken out of the routes file, and lets go on what no send holds any more.
struct Retirement {
    let sends: SendTable
    let settlement: Settlement

    /// As many as one transaction may take; the next call goes on.
    static let limit = 5_000

    func retire(
        keeping kept: Set<DeliveryAddress>,
        on connection: borrowing Connection,
        at now: Timestamp
    ) throws(SQLiteError) -> Int {
        try sends.adopt(kept)
        try letGo(kept, on: connection)
        let gone = sends.active(butNot: kept)
        guard !gone.isEmpty else { return 0 }
        let numbers = gone.map { String($0.entry.id) }.joined(separator: ", ")
        let rows = try connection.prepare(
            """
            SELECT \(DeliveryRow.waiting) FROM deliveries WHERE send IN (\(numbers)) UNION ALL
            SELECT \(DeliveryRow.fresh) FROM fresh WHERE send IN (\(numbers)) LIMIT \(Self.limit)
            """
        ).all { DeliveryRow($0) }
        for row in rows {
            _ = try settlement.end(row.stored(for: sends.address(row.send)).removed, nil, at: now)
        }
        if rows.count < Self.limit {
            for send in gone { try sends.setRetired(true, send.address, send.entry) }
        }
        return rows.count
    }

    /// Lets go on what stands behind dead letters whose sends are there and hold nobody any more; two systems that undo each
    /// other's writes are held whatever their sends want.
    private func letGo(
        _ kept: Set<DeliveryAddress>,
        on connection: borrowing Connection
    ) throws(SQLiteError) {
        let letters = try connection.prepare(
            """
            SELECT event, number FROM holds JOIN history USING (event, number) WHERE cause IS NOT '\(PingPong.cause)'
            """
        ).all { DeliveryID(event: EventNumber(rawValue: $0.integer(0)), number: Int($0.integer(1))) }
        for letter in letters { try settlement.letGo(behind: letter, keeping: kept) }
    }
}

extension StoredDelivery {
    fileprivate var removed: StoredDelivery {
        let reason = Reason(Reason.sendRemoved, remedy: "put the send back into the routes file and replay")
        let state = Delivery.State.finished(.dead, reason)
        let ended = Delivery(id: id, since: delivery.since, state: state, history: delivery.history)
        return StoredDelivery(ended, address, lane: lane, position: position)
    }
}
