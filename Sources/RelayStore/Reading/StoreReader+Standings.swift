import CivilTime
package import RelayCore
import SQLite

extension StoreReader {
    package func standings() throws(StoreError) -> [String: Standing] {
        try attempting("read which destinations are paused") { () throws(SQLiteError) in
            let rows = try connection.prepare(StandingTable.select).all { StandingTable.read($0) }
            return Dictionary(rows.compactMap { $0.map { ($0.destination, $0.standing) } }) { $1 }
        }
    }

    package func closures() throws(StoreError) -> [String: QuotaClosure] {
        try attempting("read which destinations want nothing") { () throws(SQLiteError) in
            let rows = try connection.prepare(ClosureTable.select).all { ClosureTable.read($0) }
            return Dictionary(rows.map { ($0.destination, $0.closure) }) { $1 }
        }
    }

    package func holder(before stored: StoredDelivery) throws(StoreError) -> DeliveryID? {
        guard let lane = stored.lane else { return nil }
        let sql = """
            SELECT event, number FROM holds JOIN history USING (event, number)
            WHERE lane = ? AND (position, event, number) < (?, ?, ?) ORDER BY event, number LIMIT 1
            """
        return try attempting("find what holds a lane") { () throws(SQLiteError) in
            try connection.prepare(sql).first({
                $0.integer(lane.key)
                $0.place(stored.place)
            }) { row in
                DeliveryID(event: EventNumber(rawValue: row.integer(0)), number: Int(row.integer(1)))
            }
        }
    }

    package func backlogs() throws(StoreError) -> [Backlog] {
        let sql = """
            SELECT s.destination, count(*), min(w.since) FROM (
                SELECT send, since FROM deliveries UNION ALL SELECT send, since FROM fresh
            ) w JOIN sends s ON s.id = w.send GROUP BY s.destination ORDER BY s.destination
            """
        return try attempting("count what waits") { () throws(SQLiteError) in
            let supersedable = try supersedable()
            return try connection.prepare(sql).all { row in
                Backlog(
                    destination: row.text(0),
                    waiting: Int(row.integer(1)),
                    oldest: Timestamp(microseconds: row.integer(2)),
                    supersedable: supersedable[row.text(0)] ?? 0
                )
            }
        }
    }

    /// How many of those wait for a destination that a newer one that waits makes needless.
    private func supersedable() throws(SQLiteError) -> [String: Int] {
        // What waits is only sorted by its leads where a send asks for that.
        let isWanted = try connection.integer("SELECT EXISTS (SELECT 1 FROM sends WHERE takes_latest)") == 1
        guard isWanted else { return [:] }
        let sql = """
            SELECT s.destination, count(*) FROM (
                SELECT send, replayed, row_number() OVER (
                    PARTITION BY send, lead ORDER BY position DESC, event DESC, number DESC
                ) AS place FROM (
                    SELECT event, number, send, lead, position, replayed FROM deliveries
                    UNION ALL SELECT event, number, send, lead, position, NULL FROM fresh
                ) WHERE lead IS NOT NULL AND send IN (SELECT id FROM sends WHERE takes_latest)
            ) w JOIN sends s ON s.id = w.send
            WHERE w.place > 1 AND coalesce(w.replayed, 0) & \(Delivery.Replay.evenIfStale.rawValue) = 0
            GROUP BY s.destination
            """
        let rows = try connection.prepare(sql).all { ($0.text(0), Int($0.integer(1))) }
        return Dictionary(rows) { $1 }
    }
}
