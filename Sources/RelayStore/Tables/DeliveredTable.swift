import RelayCore
import SQLite

/// The last delivery that was delivered for each lead, of the sends that want only the latest.
final class DeliveredTable {
    private let select, insert: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        select = try connection.prepare("SELECT position, event, number FROM delivered WHERE send = ? AND lead = ?")
        // An older one may be delivered after it, because a person wants that.
        insert = try connection.prepare(
            """
            INSERT INTO delivered (send, lead, position, event, number) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET position = excluded.position, event = excluded.event, number = excluded.number
            WHERE (excluded.position, excluded.event, excluded.number) > (position, event, number)
            """
        )
    }

    func last(of send: Int64, _ lead: String) throws(SQLiteError) -> Place? {
        try select.first({
            $0.integer(send)
            $0.text(lead)
        }) { Place($0) }
    }

    func add(_ place: Place, of send: Int64, _ lead: String) throws(SQLiteError) {
        try insert.run {
            $0.integer(send)
            $0.text(lead)
            $0.place(place)
        }
    }
}
