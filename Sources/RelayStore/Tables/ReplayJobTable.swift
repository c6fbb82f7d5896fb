import CivilTime
import JSON
import RelayCore
import SQLite

/// The jobs that send something again.
final class ReplayJobTable {
    private let insert, select, selectByKey, advance, setState, countRunning, dropEnded, newestEvent: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare(
            """
            INSERT INTO replay_jobs (made, by, filter, manner, pace_count, pace_period, most, expected, last,
                position, event, number, key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """
        )
        select = try connection.prepare("SELECT \(Self.columns) FROM replay_jobs WHERE id = ?")
        selectByKey = try connection.prepare("SELECT id FROM replay_jobs WHERE key = ?")
        advance = try connection.prepare(
            """
            UPDATE replay_jobs SET position = ?, event = ?, number = ?, replayed = ?, skipped = ?, skips = ?,
                bodiless = ?, state = ?
            WHERE id = ?
            """
        )
        setState = try connection.prepare("UPDATE replay_jobs SET state = ? WHERE id = ?")
        newestEvent = try connection.prepare("SELECT coalesce(max(number), 0) FROM events")
        countRunning = try connection.prepare("SELECT count(*) FROM replay_jobs WHERE state = 'running'")
        // The newest keeps its row whatever it has come to, because the next number follows it.
        dropEnded = try connection.prepare(
            """
            DELETE FROM replay_jobs WHERE state <> 'running' AND id <= (
                SELECT id FROM replay_jobs ORDER BY id DESC LIMIT 1 OFFSET \(Self.mostKept))
            """
        )
    }

    /// How many are remembered; those that run are not counted.
    private static let mostKept = 1_000

    func add(_ order: ReplayOrder, last: Int64, at now: Timestamp) throws(SQLiteError) -> ReplayJobID? {
        try dropEnded.run { _ in }
        var writer = JSONWriter()
        writer.object { order.subject.writeMember(to: &$0) }
        let start: ReplayPlace =
            if case .events(let filter) = order.subject { .event(min(filter.start, last)) } else { .start }
        return try insert.first({
            $0.integer(now.microseconds)
            $0.text(order.by)
            $0.text(String(decoding: writer.bytes, as: UTF8.self))
            $0.integer(order.manner.rawValue)
            $0.integer(order.pace.map { Int64($0.count) })
            $0.integer(order.pace.map { $0.period.microseconds })
            $0.integer(order.limit.map { Int64($0) })
            $0.integer(order.expected.map { Int64($0) })
            $0.integer(last)
            $0.place(start)
            $0.text(order.key)
        }) { ReplayJobID($0.integer(0)) }
    }

    func job(_ id: ReplayJobID) throws(SQLiteError) -> ReplayJob? {
        try select.first({ $0.integer(id.number) }) { Self.read($0) }
    }

    /// The job that an order with this key has begun already.
    func job(ofKey key: String) throws(SQLiteError) -> ReplayJobID? {
        try selectByKey.first({ $0.text(key) }) { ReplayJobID($0.integer(0)) }
    }

    func running() throws(SQLiteError) -> Int { Int(try countRunning.first({ _ in }) { $0.integer(0) } ?? 0) }

    /// The number of the newest event; zero before the first.
    func lastEvent() throws(SQLiteError) -> Int64 { try newestEvent.first { $0.integer(0) } ?? 0 }

    /// Stores how far a job has come.
    func advance(_ job: ReplayJob) throws(SQLiteError) {
        try advance.run {
            $0.place(job.cursor)
            $0.integer(job.counts.replayed)
            $0.integer(job.counts.skipped)
            $0.text(Self.text(of: job.counts.causes))
            $0.integer(job.counts.withoutBody)
            $0.text(job.state.rawValue)
            $0.integer(job.id.number)
        }
    }

    func set(_ state: ReplayJob.State, of id: ReplayJobID) throws(SQLiteError) {
        try setState.run {
            $0.text(state.rawValue)
            $0.integer(id.number)
        }
    }

    /// How many were passed over for which cause, as it is kept.
    private static func text(of causes: [String: Int]) -> String {
        var writer = JSONWriter()
        writer.object { writer in for (cause, count) in causes.sorted(by: <) { writer.member(cause, count) } }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func causes(_ text: String) -> [String: Int] {
        let members = (try? JSONDocument(text).root)?.members.compactMap { member in
            member.value.int.map { (member.name, Int($0)) }
        }
        return Dictionary(members ?? []) { $1 }
    }

    static let columns = """
        id, made, by, filter, manner, pace_count, pace_period, most, expected, last, replayed, skipped, state, key,
        skips, bodiless, position, event, number
        """

    static func read(_ row: borrowing Row) -> ReplayJob {
        let subject = (try? JSONDocument(row.text(3)).root).flatMap { ReplayOrder.Subject($0) }
        let pace = row.optionalInteger(5).map { Rate(count: Int($0), period: .microseconds(row.integer(6))) }
        var order = ReplayOrder(
            subject ?? .letters(LetterFilter()),
            Delivery.Replay(rawValue: Int(row.integer(4))),
            pace: pace,
            limit: row.optionalInteger(7).map { Int($0) },
            expected: row.optionalInteger(8).map { Int($0) },
            by: row.text(2)
        )
        order.key = row.optionalText(13)
        var job = ReplayJob(
            ReplayJobID(row.integer(0)),
            order,
            madeAt: Timestamp(microseconds: row.integer(1)),
            last: row.integer(9)
        )
        job.cursor = ReplayPlace(position: row.integer(16), event: row.integer(17), number: Int(row.integer(18)))
        job.counts = ReplayJob.Counts(
            replayed: Int(row.integer(10)),
            skipped: Int(row.integer(11)),
            causes: causes(row.text(14)),
            withoutBody: Int(row.integer(15))
        )
        // A filter that cannot be read means less than it says, and nothing is sent by it.
        job.state = subject == nil ? .stopped : ReplayJob.State(rawValue: row.text(12)) ?? .stopped
        return job
    }
}

extension Binder {
    mutating func place(_ place: ReplayPlace) {
        integer(place.position)
        integer(place.event)
        integer(place.number)
    }
}
