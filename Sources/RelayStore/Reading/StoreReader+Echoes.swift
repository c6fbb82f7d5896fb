package import RelayCore
import SQLite

extension StoreReader {
    package func echoMatch(of event: EventNumber) throws(StoreError) -> EchoMatch? {
        let sql = """
            SELECT m.writer, m.delivery, n.text, m.field, m.expected, m.reported
            FROM echo_matches m JOIN names n ON n.id = m.destination WHERE m.event = ?
            """
        return try attempting("read an echo") { () throws(SQLiteError) in
            try connection.prepare(sql).first({ $0.integer(event.rawValue) }) { EchoMatch($0) }
        }
    }
}

extension EchoMatch {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            delivery: DeliveryID(event: EventNumber(rawValue: row.integer(0)), number: Int(row.integer(1))),
            destination: row.text(2),
            field: row.text(3),
            expected: row.text(4),
            reported: row.text(5)
        )
    }
}
