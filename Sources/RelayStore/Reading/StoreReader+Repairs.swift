package import CivilTime
package import RelayCore
import SQLite

extension StoreReader: RepairLedger {
    package func deadLetters(
        after place: ReplayPlace,
        through last: Int64,
        limit: Int
    ) throws(StoreError) -> [DeadLetter] {
        try attempting("read dead letters") { () throws(SQLiteError) in
            let rows = try connection.prepare(Self.pageOfLetters).all({
                $0.integer(last)
                $0.place(place)
                $0.integer(limit)
            }) { LetterRow($0) }
            return try rows.map { row throws(SQLiteError) in
                let summary = try summary(row.summary)
                return DeadLetter(number: row.number, summary, failure: row.failure, answer: row.answer)
            }
        }
    }

    /// Goes on in an index where the page before it ended, which the other index of dead letters would not.
    package static let pageOfLetters = """
        SELECT \(SummaryRow.ended), dead_number, failure, answer FROM history d
        WHERE dead_number IS NOT NULL AND +dead_number <= ? AND (position, event, number) > (?, ?, ?)
        ORDER BY position, event, number LIMIT ?
        """

    package func lastDeadLetter() throws(StoreError) -> Int64 {
        try attempting("read dead letters") { () throws(SQLiteError) in
            try connection.integer("SELECT value FROM meta WHERE key = 'dead-letters'") ?? 0
        }
    }

    package func edits(of id: DeliveryID) throws(StoreError) -> [StoredEdit] {
        try attempting("read edits") { () throws(SQLiteError) in
            try connection.prepare(EditTable.select).all({ $0.id(id) }) { EditTable.read($0) }
        }
    }

    package func additions(to event: EventNumber) throws(StoreError) -> [Addition] {
        let sql = """
            SELECT \(AdditionTable.columns) FROM additions a CROSS JOIN names n ON n.id = a.configuration
            WHERE a.event = ? ORDER BY a.number
            """
        return try attempting("read additions") { () throws(SQLiteError) in
            try connection.prepare(sql).all({ $0.integer(event.rawValue) }) { AdditionTable.read($0) }
        }
    }

    package func lastEvent() throws(StoreError) -> EventNumber? {
        try attempting("read events") { () throws(SQLiteError) in
            try connection.integer("SELECT max(number) FROM events").map(EventNumber.init(rawValue:))
        }
    }

    package func replayJobs() throws(StoreError) -> [ReplayJob] {
        try attempting("list replays") { () throws(SQLiteError) in
            try connection.prepare("SELECT \(ReplayJobTable.columns) FROM replay_jobs ORDER BY id")
                .all { ReplayJobTable.read($0) }
        }
    }

    package func replayJob(_ id: ReplayJobID) throws(StoreError) -> ReplayJob? {
        try attempting("read a replay") { () throws(SQLiteError) in
            try connection.prepare("SELECT \(ReplayJobTable.columns) FROM replay_jobs WHERE id = ?")
                .first({ $0.integer(id.number) }) { ReplayJobTable.read($0) }
        }
    }

    package func dueReplays(at destination: String, by now: Timestamp, upTo limit: Int) throws(StoreError) -> Int {
        try attempting("count replays") { () throws(SQLiteError) in
            let count = try connection.prepare(Self.countOfDueReplays).first({
                $0.text(destination)
                $0.integer(now.microseconds)
                $0.integer(limit)
            }) { $0.integer(0) }
            return Int(count ?? 0)
        }
    }

    /// Reads no more than it counts, however many wait: what is due stands in an index.
    package static let countOfDueReplays = """
        SELECT count(*) FROM (
            SELECT 1 FROM deliveries WHERE destination = (SELECT id FROM names WHERE text = ?)
                AND head = 1 AND replayed IS NOT NULL AND due <= ? LIMIT ?
        )
        """
}

/// A dead letter before its send is looked up.
private struct LetterRow {
    let summary: SummaryRow
    let number: Int64
    let failure: String
    let answer: [UInt8]

    init(_ row: borrowing Row) {
        summary = SummaryRow(row)
        number = row.integer(SummaryRow.count)
        failure = row.text(SummaryRow.count + 1)
        answer = row.bytes(SummaryRow.count + 2)
    }
}
