import CivilTime
import RelayCore
import SQLite

/// The destinations that do not stand open; all others have no row.
final class StandingTable {
    private let insert, delete: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare(
            """
            INSERT OR REPLACE INTO standings (destination, \(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        delete = try connection.prepare("DELETE FROM standings WHERE destination = ?")
    }

    private static let columns = "kind, since, until, cause, remedy, status, event, number, probes"
    static let select = "SELECT destination, \(columns) FROM standings"
    private static let ramp = "ramp"

    func set(_ destination: String, _ standing: Standing?) throws(SQLiteError) {
        switch standing {
        case nil: try delete.run { $0.text(destination) }
        case .paused(let pause): try insert(pause, destination)
        case .ramping(let ramp):
            try insert.run {
                $0.text(destination)
                $0.text(Self.ramp)
                $0.integer(ramp.since.microseconds)
                $0.integer(ramp.until.microseconds)
                for _ in 0..<5 { $0.null() }
                $0.integer(0)
            }
        }
    }

    private func insert(_ pause: DestinationPause, _ destination: String) throws(SQLiteError) {
        try insert.run {
            $0.text(destination)
            $0.text(pause.by.rawValue)
            $0.integer(pause.since.microseconds)
            $0.integer(pause.nextProbe?.microseconds)
            $0.text(pause.cause)
            $0.text(pause.remedy)
            $0.integer(pause.status.map { Int64($0) })
            $0.integer(pause.sample?.event.rawValue)
            $0.integer(pause.sample.map { Int64($0.number) })
            $0.integer(pause.probes)
        }
    }

    /// A row of `select`; nil where it says what this program does not know.
    static func read(_ row: borrowing Row) -> (destination: String, standing: Standing)? {
        let since = Timestamp(microseconds: row.integer(2))
        let until = row.optionalInteger(3).map { Timestamp(microseconds: $0) }
        if row.text(1) == ramp { return (row.text(0), .ramping(Ramp(since: since, until: until ?? since))) }
        guard let origin = DestinationPause.Origin(rawValue: row.text(1)) else { return nil }
        let (event, number) = (row.optionalInteger(7), Int(row.integer(8)))
        let pause = DestinationPause(
            by: origin,
            since: since,
            cause: row.text(4),
            remedy: row.text(5),
            status: row.optionalInteger(6).map { Int($0) },
            sample: event.map { DeliveryID(event: EventNumber(rawValue: $0), number: number) },
            nextProbe: until,
            probes: Int(row.integer(9))
        )
        return (row.text(0), .paused(pause))
    }
}
