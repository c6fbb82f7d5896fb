package import RelayCore
import SQLite

/// The reading side of a store, with a connection of its own: for one thread at a time, beside the writer.
package final class StoreReader {
    let connection: Connection
    let file: StoreFile
    /// The turns of the store's fresh deliveries; nil beside a store that somebody else owns, where nobody asks for them.
    let turns: Turns?
    private let selectSends: Statement
    private var addresses: [Int64: DeliveryAddress] = [:]
    let queue: QueueStatements
    let selectEvent: Statement
    private let selectEvents: Statement
    let selectDelivery: Statement

    let plans: PlanReader

    /// Whoever asks what is due needs the turns of the store that is open for writing.
    package init(_ file: StoreFile, turns: Turns? = nil) throws(StoreError) {
        let connection = try file.openForReading()
        do throws(SQLiteError) {
            selectSends = try connection.prepare("SELECT id, route, send, destination FROM sends")
            queue = try QueueStatements(connection)
            selectEvent = try connection.prepare(StoredEventColumns.select)
            selectEvents = try connection.prepare(StoredEventColumns.selectMany)
            selectDelivery = try connection.prepare(
                """
                SELECT \(DeliveryRow.waiting) FROM deliveries WHERE event = ?1 AND number = ?2 UNION ALL
                SELECT \(DeliveryRow.fresh) FROM fresh WHERE event = ?1 AND number = ?2
                """
            )
            plans = try PlanReader(connection)
        } catch {
            throw StoreError(error, "open the store for reading")
        }
        self.file = file
        self.turns = turns
        self.connection = connection
    }

    package func event(_ number: EventNumber) throws(StoreError) -> StoredEvent? {
        try attempting("read an event") { () throws(SQLiteError) in
            try selectEvent.first({ $0.integer(number.rawValue) }) { StoredEventColumns.read($0) }
        }
    }

    package func events(_ numbers: [EventNumber], largestBody: Int) throws(StoreError) -> [StoredEvent] {
        let list = "[\(numbers.map { String($0.rawValue) }.joined(separator: ","))]"
        return try attempting("read events") { () throws(SQLiteError) in
            try selectEvents.all({
                $0.text(list)
                $0.integer(largestBody)
            }) { StoredEventColumns.read($0) }
        }
    }

    package func delivery(_ id: DeliveryID) throws(StoreError) -> StoredDelivery? {
        try attempting("read a delivery") { () throws(SQLiteError) in
            try selectDelivery.first({ $0.id(id) }) { DeliveryRow($0) }.map { row throws(SQLiteError) in
                row.stored(for: try address(row.send))
            }
        }
    }

    /// The send of a number; the writer may have given it since the last look.
    func address(_ send: Int64) throws(SQLiteError) -> DeliveryAddress {
        if let address = addresses[send] { return address }
        let rows = try selectSends.all { row in
            (row.integer(0), DeliveryAddress(route: row.text(1), send: row.text(2), destination: row.text(3)))
        }
        addresses = Dictionary(rows) { $1 }
        return addresses[send] ?? .unknown
    }
}
