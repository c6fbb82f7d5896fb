package import CivilTime
package import RelayCore
import SQLite

/// What the deliverer asks again and again.
final class QueueStatements {
    let due, dueReplays, nextDue, nextDueReplay, destinations, destination, name: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        due = try Self.due("NULL", connection)
        dueReplays = try Self.due("NOT NULL", connection)
        nextDue = try Self.nextDue("NULL", connection)
        nextDueReplay = try Self.nextDue("NOT NULL", connection)
        // Every lane has a first, so the index of those holds every destination; one step through it for each.
        destinations = try connection.prepare(
            """
            WITH RECURSIVE found (id) AS (
                SELECT 0
                UNION ALL
                SELECT min(
                    coalesce((SELECT min(destination) FROM deliveries
                        WHERE head = 1 AND replayed IS NULL AND destination > found.id), \(Int64.max)),
                    coalesce((SELECT min(destination) FROM deliveries
                        WHERE head = 1 AND replayed IS NOT NULL AND destination > found.id), \(Int64.max))
                ) FROM found WHERE found.id < \(Int64.max)
            )
            SELECT text FROM found JOIN names USING (id)
            """
        )
        destination = try connection.prepare("SELECT id FROM names WHERE text = ?")
        name = try connection.prepare("SELECT text FROM names WHERE id = ?")
    }

    private static func due(_ replayed: String, _ connection: borrowing Connection) throws(SQLiteError) -> Statement {
        try connection.prepare(
            """
            SELECT \(DeliveryRow.waiting) FROM deliveries
            WHERE destination = ? AND head = 1 AND replayed IS \(replayed) AND due <= ? ORDER BY due LIMIT ?
            """
        )
    }

    private static func nextDue(
        _ replayed: String,
        _ connection: borrowing Connection
    ) throws(SQLiteError) -> Statement {
        try connection.prepare(
            """
            SELECT min(due) FROM deliveries
            WHERE destination = ? AND head = 1 AND replayed IS \(replayed) AND due > ?
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
            guard let number = try number(of: destination) else { return [] }
            // Before the rows: a delivery that gets one meanwhile is found twice rather than not at all.
            let fresh = try freshDue(at: number, by: now, limit)
            let told = try rows(queue.due, at: number, by: now, limit)
            let replays = try rows(queue.dueReplays, at: number, by: now, limit)
            guard !fresh.isEmpty else { return told + replays }
            let known = Set((told + replays).map(\.id))
            let all = told + fresh.filter { !known.contains($0.id) }
            return Array(all.sorted { ($0.delivery.due ?? .earliest) < ($1.delivery.due ?? .earliest) }.prefix(limit))
                + replays
        }
    }

    private func rows(
        _ statement: borrowing Statement,
        at destination: Int64,
        by now: Timestamp,
        _ limit: Int
    ) throws(SQLiteError) -> [StoredDelivery] {
        let rows = try statement.all({
            $0.integer(destination)
            $0.integer(now.microseconds)
            $0.integer(limit)
        }) { DeliveryRow($0) }
        return try rows.map { row throws(SQLiteError) in row.stored(for: try address(row.send)) }
    }

    private func freshDue(at destination: Int64, by now: Timestamp, _ limit: Int) throws(SQLiteError)
        -> [StoredDelivery]
    {
        var due: [StoredDelivery] = []
        for place in shownTurns.due(at: destination, by: now.microseconds, limit: limit) {
            guard let planned = try plans.event(place.id.event),
                let stored = try planned.delivery(place.id.number, { send throws(SQLiteError) in try address(send) })
            else { continue }
            due.append(stored)
        }
        return due
    }

    package func nextDue(at destination: String, after now: Timestamp) throws(StoreError) -> Timestamp? {
        try attempting("read the next due time") { () throws(SQLiteError) in
            guard let number = try number(of: destination) else { return nil }
            let told = try nextDue(queue.nextDue, at: number, after: now)
            let replay = try nextDue(queue.nextDueReplay, at: number, after: now)
            let fresh = shownTurns.nextDue(at: number, after: now.microseconds)
            return [told, replay, fresh].compactMap { $0 }.min().map { Timestamp(microseconds: $0) }
        }
    }

    private func nextDue(
        _ statement: borrowing Statement,
        at destination: Int64,
        after now: Timestamp
    ) throws(SQLiteError) -> Int64? {
        try statement.first({
            $0.integer(destination)
            $0.integer(now.microseconds)
        }) { $0.optionalInteger(0) } ?? nil
    }

    package func destinations() throws(StoreError) -> [String] {
        try attempting("read the destinations") { () throws(SQLiteError) in
            var names = Set(try queue.destinations.all { $0.text(0) })
            for number in shownTurns.destinations {
                if let name = try queue.name.first({ $0.integer(number) }, { $0.text(0) }) { names.insert(name) }
            }
            return names.sorted()
        }
    }

    private var shownTurns: Turns {
        guard let turns else { preconditionFailure("what is due is asked beside the store's writer") }
        return turns
    }

    private func number(of destination: String) throws(SQLiteError) -> Int64? {
        try queue.destination.first({ $0.text(destination) }) { $0.integer(0) }
    }
}
