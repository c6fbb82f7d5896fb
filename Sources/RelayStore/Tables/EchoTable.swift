import CivilTime
import RelayCore
import SQLite

/// The writes of the last minutes that are expected to come back as events.
final class EchoTable {
    private let insert, ofLead, use, contradict, remove, settle, match, sweep, shorten, ends: Statement
    private let names: NameTable
    /// By destinations, the end of the one that lives longest, or later: after that nobody has to look.
    private var lastEnds: [String: Int64] = [:]
    /// Whether the ends on disk may be earlier than those.
    private var hasShortened = false

    fileprivate struct Entry {
        let number: Int64
        let field: String
        let value: String
        let delivery: DeliveryID
        let write: AwaitedWrite
    }

    init(_ connection: borrowing Connection, _ names: NameTable) throws(SQLiteError) {
        self.names = names
        insert = try connection.prepare(
            """
            INSERT OR REPLACE INTO echoes (destination, lead, field, value, event, delivery, try, ends)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        ofLead = try connection.prepare(
            """
            SELECT number, field, value, event, delivery, is_used, is_settled, contradicted, ends FROM echoes
            WHERE destination = ? AND lead = ? AND ends > ? ORDER BY number
            """
        )
        use = try connection.prepare("UPDATE echoes SET is_used = 1 WHERE number = ?")
        contradict = try connection.prepare(
            "UPDATE echoes SET contradicted = min(coalesce(contradicted, ?1), ?1) WHERE number = ?2"
        )
        remove = try connection.prepare(
            "DELETE FROM echoes WHERE event = ? AND delivery = ? AND try = ?"
        )
        settle = try connection.prepare(
            "UPDATE echoes SET is_settled = 1 WHERE event = ? AND delivery = ?"
        )
        match = try connection.prepare(
            """
            INSERT INTO echo_matches (event, writer, delivery, destination, field, expected, reported)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        sweep = try connection.prepare(
            "DELETE FROM echoes WHERE ends <= ? AND number IN (SELECT number FROM echoes ORDER BY number LIMIT \(Self.slice))"
        )
        shorten = try connection.prepare("UPDATE echoes SET ends = ?1 WHERE ends > ?1")
        ends = try connection.prepare(
            "SELECT n.text, max(e.ends) FROM echoes e JOIN names n ON n.id = e.destination GROUP BY n.text"
        )
        try load()
    }

    private func load() throws(SQLiteError) {
        lastEnds = Dictionary(try ends.all { ($0.text(0), $0.integer(1)) }) { $1 }
    }

    /// Whether anything is expected of a destination.
    private func mayHold(_ destination: String, at now: Timestamp) -> Bool {
        !lastEnds.isEmpty && lastEnds[destination].map { $0 > now.microseconds } ?? false
    }

    // MARK: Writes

    /// Writes down what is about to be written, once for an attempt that is made again; refused where it would go on for
    /// ever.
    func expect(_ echo: ExpectedEcho, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        let destination = try names.id(of: echo.destination)
        if !echo.isReplayed, mayHold(echo.destination, at: now) {
            let values = Self.values(try entries(destination, echo.lead, at: now), before: echo.delivery)
            guard !PingPong.isSeen(in: values, next: echo.value) else {
                return .refused(.pingPong(echo, after: values.count))
            }
        }
        let end = (now + ExpectedEcho.lifetime).microseconds
        try insert.run {
            $0.integer(destination)
            $0.text(echo.lead)
            $0.text(echo.field)
            $0.text(echo.value)
            $0.id(echo.delivery)
            $0.integer(echo.attempt)
            $0.integer(end)
        }
        lastEnds[echo.destination] = max(lastEnds[echo.destination] ?? end, end)
        return .done
    }

    /// An attempt that was expected did not leave after all.
    func forget(_ echo: ExpectedEcho) throws(SQLiteError) {
        try remove.run { $0.attempt(echo.attempt, of: echo.delivery) }
    }

    /// Takes note of what came of an attempt: what the API has not done it will not report. Once a delivery has succeeded
    /// the lead is as it wrote, with whichever attempt, and each that may have been carried out may be reported.
    func note(_ stored: StoredDelivery, _ attempt: Attempt?, at now: Timestamp) throws(SQLiteError) {
        guard mayHold(stored.address.destination, at: now), let attempt, attempt.isOfSend else { return }
        if attempt.hasChangedNothing {
            try remove.run { $0.attempt(attempt.number, of: stored.id) }
        } else if stored.hasWritten {
            try settle.run { $0.id(stored.id) }
        }
    }

    /// One value for each delivery: an attempt that is made again is no other turn.
    private static func values(_ entries: [Entry], before delivery: DeliveryID) -> [String] {
        var (values, last): ([String], DeliveryID?) = ([], nil)
        for entry in entries where entry.delivery != delivery && entry.delivery != last {
            values.append(entry.value)
            last = entry.delivery
        }
        return values
    }

    // MARK: Events

    /// The write that an event repeats, which is used up with that; or else one that it contradicts. Of several it is the
    /// oldest: the others can be reported for longer.
    func match(
        _ reports: [EchoReport],
        of lead: String,
        occurred: Timestamp?,
        at now: Timestamp
    ) throws(SQLiteError) -> EchoMatch? {
        var awaited: [(report: EchoReport, entry: Entry)] = []
        for report in reports where mayHold(report.destination, at: now) {
            let destination = try names.id(of: report.destination)
            for entry in try entries(destination, lead, at: now)
            where entry.field == report.field && entry.write.canBeReported(at: occurred) {
                awaited.append((report, entry))
            }
        }
        let repeated = awaited.filter { ExactText($0.entry.value) == ExactText($0.report.value) }
        if let (report, entry) = repeated.min(by: { $0.entry.number < $1.entry.number }) {
            try use.run { $0.integer(entry.number) }
            return EchoMatch(report, of: entry.delivery, expected: entry.value)
        }
        if let occurred { try contradict(awaited.map(\.entry), at: occurred) }
        guard let first = awaited.first?.report, let near = awaited.last(where: { $0.report == first }) else {
            return nil
        }
        return EchoMatch(near.report, of: near.entry.delivery, expected: near.entry.value)
    }

    private func contradict(_ echoes: [Entry], at occurred: Timestamp) throws(SQLiteError) {
        for echo in echoes where echo.write.isContradicted(at: occurred) {
            try contradict.run {
                $0.integer(occurred.microseconds)
                $0.integer(echo.number)
            }
        }
    }

    func add(_ found: EchoMatch, of event: EventNumber) throws(SQLiteError) {
        let destination = try names.id(of: found.destination)
        try match.run {
            $0.integer(event.rawValue)
            $0.id(found.delivery)
            $0.integer(destination)
            $0.text(found.field)
            $0.text(found.expected)
            $0.text(found.reported)
        }
    }

    private func entries(_ destination: Int64, _ lead: String, at now: Timestamp) throws(SQLiteError) -> [Entry] {
        try ofLead.all({
            $0.integer(destination)
            $0.text(lead)
            $0.integer(now.microseconds)
        }) { Entry($0) }
    }

    // MARK: Tidying

    /// Drops some that have expired, and says whether there may be more of them.
    func drop(at now: Timestamp) throws(SQLiteError) -> Bool {
        guard !lastEnds.isEmpty else { return false }
        try shortenAfterClock(at: now)
        let count = try sweep.run { $0.integer(now.microseconds) }
        if count == 0 { lastEnds = lastEnds.filter { $0.value > now.microseconds } }
        return count == Self.slice
    }

    /// Where the clock has been put back, none is to be looked for longer than if it had been written now.
    private func shortenAfterClock(at now: Timestamp) throws(SQLiteError) {
        // Only now it is on disk.
        if hasShortened { try load() }
        let last = (now + ExpectedEcho.lifetime).microseconds
        hasShortened = lastEnds.values.contains { $0 > last }
        if hasShortened { try shorten.run { $0.integer(last) } }
    }

    private static let slice = 500
}

extension EchoTable.Entry {
    fileprivate init(_ row: borrowing Row) {
        let writer = EventNumber(rawValue: row.integer(3))
        self.init(
            number: row.integer(0),
            field: row.text(1),
            value: row.text(2),
            delivery: DeliveryID(event: writer, number: Int(row.integer(4))),
            write: AwaitedWrite(
                until: Timestamp(microseconds: row.integer(8)),
                isUsed: row.integer(5) != 0,
                isSettled: row.integer(6) != 0,
                contradicted: row.optionalInteger(7).map(Timestamp.init(microseconds:))
            )
        )
    }
}

extension Binder {
    fileprivate mutating func attempt(_ number: Int, of id: DeliveryID) {
        self.id(id)
        integer(number)
    }
}

extension Reason {
    fileprivate static func pingPong(_ echo: ExpectedEcho, after others: Int) -> Reason {
        PingPong.reason(at: echo.destination, lead: echo.lead, values: others)
    }
}
