import CivilTime
package import RelayCore
import SQLite

extension StoreReader: Ledger {
    package func events(_ query: EventQuery) throws(StoreError) -> [EventSummary] {
        var conditions = Conditions()
        conditions.add("s.text = ?", query.source)
        conditions.add("e.type = ?", query.type)
        conditions.add("e.lead = ?", query.lead)
        conditions.add("e.number >= ?", query.since.map { EventNumber.first(at: $0).rawValue })
        conditions.add("e.number < ?", query.until.map { EventNumber.first(at: $0).rawValue })
        conditions.add("e.number < ?", query.before?.rawValue)
        conditions.add("e.number > ?", query.after?.rawValue)
        let order = query.after == nil ? "DESC" : "ASC"
        let sql = """
            SELECT e.number, e.sender, s.text, e.type, e.lead, e.occurred, e.received, e.is_routed, e.deliveries
            FROM events e CROSS JOIN names s ON s.id = e.source WHERE \(conditions.sql) ORDER BY e.number \(order) LIMIT ?
            """
        return try attempting("list events") { () throws(SQLiteError) in
            try connection.prepare(sql).all({
                conditions.bind(to: &$0)
                $0.integer(query.limit)
            }) { EventSummary($0) }
        }
    }

    package func number(ofSenderID id: String, source: String?) throws(StoreError) -> EventNumber? {
        var conditions = Conditions()
        conditions.add("text = ?", source)
        // The newest ids only stand with their events. Ids are forgotten before the events are; a walk over all of
        // those is slow, and rare.
        let searches = [
            """
            SELECT number FROM events CROSS JOIN names ON names.id = source
            WHERE number > coalesce((SELECT value FROM meta WHERE key = 'ids'), 0)
                AND (sender = ?1 OR EXISTS (SELECT 1 FROM json_each(aliases) WHERE value = ?1)) AND
            """,
            "SELECT event FROM names CROSS JOIN ids ON ids.source = names.id WHERE ids.id = ?1 AND",
            "SELECT number FROM events JOIN names ON names.id = source WHERE sender = ?1 AND",
        ]
        return try attempting("find an event") { () throws(SQLiteError) in
            for search in searches {
                let sql = "\(search) \(conditions.sql) ORDER BY 1 DESC LIMIT 1"
                let number = try connection.prepare(sql).first({
                    $0.text(id)
                    conditions.bind(to: &$0)
                }) { EventNumber(rawValue: $0.integer(0)) }
                if let number { return number }
            }
            return nil
        }
    }

    package func attempts(of id: DeliveryID) throws(StoreError) -> [Attempt] {
        let sql = """
            SELECT \(AttemptColumns.list.withFingerprint), place FROM attempts WHERE event = ?1 AND number = ?2
            UNION ALL
            SELECT \(AttemptColumns.ended.withFingerprint), \(Int64.max) FROM history
            WHERE event = ?1 AND number = ?2 AND try IS NOT NULL
            ORDER BY place
            """
        return try attempting("read attempts") { () throws(SQLiteError) in
            try connection.prepare(sql).all({ $0.id(id) }) { AttemptColumns.read($0) }
        }
    }

    package func rejections(limit: Int) throws(StoreError) -> [RejectedRequest] {
        let sql = "SELECT at, peer, path, source, status, cause, body FROM rejections ORDER BY number DESC LIMIT ?"
        return try attempting("list refused requests") { () throws(SQLiteError) in
            try connection.prepare(sql).all({ $0.integer(limit) }) { RejectedRequest($0) }
        }
    }

    package func configuration(_ fingerprint: String) throws(StoreError) -> [UInt8]? {
        try attempting("read a configuration") { () throws(SQLiteError) in
            try connection.prepare("SELECT text FROM configurations WHERE fingerprint = ?")
                .first({ $0.text(fingerprint) }) { $0.bytes(0) }
        }
    }

    package func counts() throws(StoreError) -> StoreCounts {
        try attempting("count deliveries") { () throws(SQLiteError) in
            StoreCounts(
                waiting: Int(
                    try connection.integer("SELECT (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM fresh)")
                        ?? 0
                ),
                deadLetters: Int(
                    try connection.integer("SELECT count(*) FROM history WHERE dead_number IS NOT NULL") ?? 0
                ),
                attention: Int(try connection.integer("SELECT count(*) FROM attention") ?? 0),
                echoes: Int(
                    try connection.integer("SELECT count(*) FROM echo_matches WHERE expected = reported") ?? 0
                ),
                nearMisses: Int(
                    try connection.integer("SELECT count(*) FROM echo_matches WHERE expected <> reported") ?? 0
                ),
                bytes: file.size + file.logSize
            )
        }
    }
}

extension EventSummary {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            number: EventNumber(rawValue: row.integer(0)),
            senderID: row.text(1),
            source: row.text(2),
            type: row.text(3),
            lead: row.optionalText(4),
            occurredAt: row.optionalInteger(5).map { Timestamp(microseconds: $0) },
            receivedAt: Timestamp(microseconds: row.integer(6)),
            isRouted: row.integer(7) == 1,
            isEcho: row.integer(7) == 2,
            deliveries: Int(row.integer(8))
        )
    }
}

extension RejectedRequest {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            at: Timestamp(microseconds: row.integer(0)),
            peer: row.text(1),
            path: row.text(2),
            source: row.text(3),
            status: Int(row.integer(4)),
            cause: row.text(5),
            body: row.bytes(6)
        )
    }
}
