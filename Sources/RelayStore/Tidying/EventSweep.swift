import CivilTime
import RelayCore
import SQLite

/// Goes over the events from the oldest on, a slice at a time, and drops something of those for which nothing waits:
/// no delivery, and nobody behind a dead letter that holds its lane.
final class EventSweep {
    /// Whether the last pass over all of them found nothing to drop.
    private(set) var foundNothing = false

    private let candidates, waiting: Statement
    private let drops: [Drop]
    private var position: Int64 = 0
    private var startedOver: Timestamp = .earliest
    private var droppedInPass = 0

    /// A statement that drops rows of one event.
    private final class Drop {
        let statement: Statement

        init(_ connection: borrowing Connection, _ sql: String) throws(SQLiteError) {
            statement = try connection.prepare(sql)
        }
    }

    private struct Candidate {
        let event, bytes: Int64
    }

    /// `candidates` selects events above its first parameter and below its second, from the oldest on, with the size of
    /// what would be dropped.
    private init(_ connection: borrowing Connection, candidates: String, drops: [String]) throws(SQLiteError) {
        self.candidates = try connection.prepare("\(candidates) LIMIT \(Self.rows)")
        waiting = try connection.prepare(
            """
            SELECT 1 FROM deliveries WHERE event = ?1 UNION ALL SELECT 1 FROM fresh WHERE event = ?1 UNION ALL
            SELECT 1 FROM holds WHERE event = ?1 LIMIT 1
            """
        )
        self.drops = try drops.map { sql throws(SQLiteError) in try Drop(connection, sql) }
    }

    /// Drops bodies, headers and query parameters.
    static func bodies(_ connection: borrowing Connection) throws(SQLiteError) -> EventSweep {
        try EventSweep(
            connection,
            candidates: """
                SELECT event, coalesce(length(body), 0) FROM bodies WHERE event > ? AND event < ? ORDER BY event
                """,
            drops: ["DELETE FROM bodies WHERE event = ?"]
        )
    }

    /// Drops all that is known of an event but its ids, once those are written. The newest stays, because the next
    /// number follows it.
    static func events(_ connection: borrowing Connection) throws(SQLiteError) -> EventSweep {
        try EventSweep(
            connection,
            candidates: """
                SELECT number, 0 FROM events
                WHERE number > ? AND number < ? AND number < (SELECT max(number) FROM events)
                    AND number <= (SELECT value FROM meta WHERE key = 'ids') ORDER BY number
                """,
            drops: ["bodies", "attempts", "history", "delivered", "echo_matches", "edits", "additions"].map {
                "DELETE FROM \($0) WHERE event = ?"
            }
                + ["DELETE FROM events WHERE number = ?"]
        )
    }

    /// Goes on with what is older than a moment; says whether there may be more of it.
    ///
    /// What waited when it was passed by is looked at again an hour later, or when the clock has been put back.
    func age(before horizon: Timestamp, at now: Timestamp) throws(SQLiteError) -> Bool {
        if now >= startedOver + .seconds(3_600) || now < startedOver {
            position = 0
            startedOver = now
        }
        return try slice(before: EventNumber.first(at: horizon).rawValue).isWhole
    }

    /// Goes on with whatever there is, and says how much was dropped.
    func dropAny() throws(SQLiteError) -> Int {
        let slice = try slice(before: .max)
        droppedInPass += slice.dropped
        if !slice.isWhole {
            foundNothing = droppedInPass == 0
            position = 0
            droppedInPass = 0
        }
        return slice.dropped
    }

    func startOver() { foundNothing = false }

    private func slice(before horizon: Int64) throws(SQLiteError) -> (dropped: Int, isWhole: Bool) {
        let position = position
        let found = try candidates.all({
            $0.integer(position)
            $0.integer(horizon)
        }) { Candidate(event: $0.integer(0), bytes: $0.integer(1)) }
        var (dropped, bytes) = (0, Int64(0))
        for candidate in found where bytes < Self.bytes {
            self.position = candidate.event
            guard try waiting.first({ $0.integer(candidate.event) }, { _ in true }) == nil else { continue }
            for drop in drops { try drop.statement.run { $0.integer(candidate.event) } }
            (dropped, bytes) = (dropped + 1, bytes + candidate.bytes)
        }
        return (dropped, isWhole: found.count == Self.rows || bytes >= Self.bytes)
    }

    /// What a slice takes on: few milliseconds.
    private static let rows = 200
    private static let bytes: Int64 = 2 << 20
}
