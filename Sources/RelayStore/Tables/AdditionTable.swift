import CivilTime
import RelayCore
import SQLite

/// What events got when they went through the routes again.
final class AdditionTable {
    private let insert, select, known, grow: Statement
    private let names: NameTable

    init(_ connection: borrowing Connection, _ names: NameTable) throws(SQLiteError) {
        self.names = names
        insert = try connection.prepare(
            "INSERT INTO additions (event, number, job, at, configuration) VALUES (?, ?, ?, ?, ?)"
        )
        select = try connection.prepare(
            "SELECT deliveries, \(PositionColumn.sql()) FROM events WHERE number = ?"
        )
        known = try connection.prepare(
            """
            SELECT send FROM deliveries WHERE event = ?1 UNION SELECT send FROM history WHERE event = ?1
            UNION SELECT send FROM fresh WHERE event = ?1
            """
        )
        // An echo stays one, whatever it is sent to.
        grow = try connection.prepare(
            "UPDATE events SET deliveries = ?, is_routed = max(is_routed, 1) WHERE number = ?"
        )
    }

    /// What an event has as yet.
    struct Present {
        var deliveries: Int
        let position: Timestamp
        /// The numbers of the sends that it has deliveries of.
        var sends: Set<Int64>
    }

    /// Nil for an event that is no longer kept.
    func present(_ event: EventNumber) throws(SQLiteError) -> Present? {
        guard
            let row = try select.first(
                { $0.integer(event.rawValue) },
                { (deliveries: Int($0.integer(0)), position: Timestamp(microseconds: $0.integer(1))) }
            )
        else { return nil }
        let sends = try known.all({ $0.integer(event.rawValue) }) { $0.integer(0) }
        return Present(deliveries: row.deliveries, position: row.position, sends: Set(sends))
    }

    func add(_ addition: Addition) throws(SQLiteError) {
        let configuration = try names.id(of: addition.configuration)
        try insert.run {
            $0.id(addition.delivery)
            $0.integer(addition.job.number)
            $0.integer(addition.at.microseconds)
            $0.integer(configuration)
        }
    }

    func set(_ deliveries: Int, of event: EventNumber) throws(SQLiteError) {
        try grow.run {
            $0.integer(deliveries)
            $0.integer(event.rawValue)
        }
    }

    static let columns = "a.event, a.number, a.job, a.at, n.text"

    static func read(_ row: borrowing Row) -> Addition {
        Addition(
            DeliveryID(event: EventNumber(rawValue: row.integer(0)), number: Int(row.integer(1))),
            by: ReplayJobID(row.integer(2)),
            at: Timestamp(microseconds: row.integer(3)),
            configuration: row.text(4)
        )
    }
}
