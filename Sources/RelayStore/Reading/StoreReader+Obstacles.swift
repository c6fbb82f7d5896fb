package import RelayCore
import SQLite

/// What a newer delivery makes needless, of sends that only want the latest.
extension StoreReader {
    package func obstacle(to stored: StoredDelivery) throws(StoreError) -> Reason? {
        try obstacle(to: stored) { send, lead throws(SQLiteError) in try newestWaiting(for: send, lead) }
    }

    package func obstacles() -> (StoredDelivery) throws(StoreError) -> Reason? {
        var newest: [Int64: Place]?
        return { [self] stored throws(StoreError) in
            try obstacle(to: stored) { send, lead throws(SQLiteError) in
                if newest == nil { newest = try newestWaiting() }
                return newest?[Lane.rivalsKey(of: send, lead: lead)]
            }
        }
    }

    private func obstacle(
        to stored: StoredDelivery,
        newestWaiting: (_ send: Int64, _ lead: String) throws(SQLiteError) -> Place?
    ) throws(StoreError) -> Reason? {
        if let reason = stored.delivery.overtaking { return .overtaken(reason) }
        guard let lead = stored.lane?.lead else { return nil }
        return try attempting("look for a newer delivery") { () throws(SQLiteError) in
            guard let send = try latestSend(stored.address) else { return nil }
            if let delivered = try lastDelivered(by: send, lead), delivered > stored.place {
                return Reason(overtakenBy: .stale(after: delivered.id))
            }
            guard let waiting = try newestWaiting(send, lead), waiting > stored.place else { return nil }
            return Reason(overtakenBy: .superseded(by: waiting.id))
        }
    }

    /// The number of a send that only wants the latest; nil for others.
    private func latestSend(_ address: DeliveryAddress) throws(SQLiteError) -> Int64? {
        try connection.prepare(
            "SELECT id FROM sends WHERE route = ? AND send = ? AND destination = ? AND takes_latest"
        ).first({
            $0.text(address.route)
            $0.text(address.send)
            $0.text(address.destination)
        }) { $0.integer(0) }
    }

    private func lastDelivered(by send: Int64, _ lead: String) throws(SQLiteError) -> Place? {
        try connection.prepare("SELECT position, event, number FROM delivered WHERE send = ? AND lead = ?").first({
            $0.integer(send)
            $0.text(lead)
        }) { Place($0) }
    }

    // MARK: What waits

    /// Lanes are in memory in part, and only their writer knows that; what waits tells too.
    private static let waiting = """
        SELECT position, event, number, send, lead FROM (
            SELECT event, number, position, send, lead FROM deliveries
            UNION ALL SELECT event, number, position, send, lead FROM fresh
        )
        """

    private func newestWaiting(for send: Int64, _ lead: String) throws(SQLiteError) -> Place? {
        try connection.prepare(
            """
            \(Self.waiting) WHERE send = ? AND lead = ? ORDER BY position DESC, event DESC, number DESC LIMIT 1
            """
        ).first({
            $0.integer(send)
            $0.text(lead)
        }) { Place($0) }
    }

    /// The newest of each send that only wants the latest, and of each lead, by the numbers of both: no index tells them, so
    /// that one is as much to read as all.
    private func newestWaiting() throws(SQLiteError) -> [Int64: Place] {
        var newest: [Int64: Place] = [:]
        let sql = "\(Self.waiting) WHERE lead IS NOT NULL AND send IN (SELECT id FROM sends WHERE takes_latest)"
        _ = try connection.prepare(sql).all { row in
            let place = Place(row)
            let key = Lane.rivalsKey(of: row.integer(3), lead: row.text(4))
            newest[key] = max(newest[key] ?? place, place)
        }
        return newest
    }
}
