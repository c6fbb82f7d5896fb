package import CivilTime
package import RelayCore
import SQLite

/// What the deliverer asks again and again.
final class QueueStatements {
    let due, nextDue, destinations: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        due = try connection.prepare(
            """
            SELECT \(DeliveryRow.waiting) FROM deliveries
            WHERE destination = (SELECT id FROM names WHERE text = ?) AND head = 1 AND due <= ? ORDER BY due LIMIT ?
            """
        )
        nextDue = try connection.prepare(
            """
            SELECT min(due) FROM deliveries
            WHERE destination = (SELECT id FROM names WHERE text = ?) AND head = 1 AND due > ?
            """
        )
        // Every lane has a first, so the index of those holds every destination; one step through it for each.
        destinations = try connection.prepare(
            """
            WITH RECURSIVE found (id) AS (
                SELECT min(destination) FROM deliveries WHERE head = 1
                UNION ALL
                SELECT (SELECT min(destination) FROM deliveries WHERE head = 1 AND destination > found.id)
                FROM found WHERE found.id IS NOT NULL
            )
            SELECT text FROM found JOIN names USING (id) ORDER BY text
            """
        )
    }
}

extension StoreReader: DeliveryQueue {
    package func due(
        at destination: String,
        by now: Timestamp,
        limit: Int
    ) throws(StoreError) -> [StoredDelivery] {
        try attempting("read due deliveries") { () throws(SQLiteError) in
            try queue.due.all({
                $0.text(destination)
                $0.integer(now.microseconds)
                $0.integer(limit)
            }) { DeliveryRow($0) }.map { row throws(SQLiteError) in row.stored(for: try address(row.send)) }
        }
    }

    package func nextDue(at destination: String, after now: Timestamp) throws(StoreError) -> Timestamp? {
        try attempting("read the next due time") { () throws(SQLiteError) in
            let due =
                try queue.nextDue.first({
                    $0.text(destination)
                    $0.integer(now.microseconds)
                }) { $0.optionalInteger(0) } ?? nil
            return due.map { Timestamp(microseconds: $0) }
        }
    }

    package func destinations() throws(StoreError) -> [String] {
        try attempting("read the destinations") { () throws(SQLiteError) in
            try queue.destinations.all { $0.text(0) }
        }
    }
}
