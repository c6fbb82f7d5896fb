import CivilTime
import RelayCore
import SQLite

/// The deliveries that have ended, each with the attempt that ended it, and the attempts before.
final class HistoryTable {
    private let insert, insertAttempt, select, selectNumber, selectEnd, remove, moveAttempt, discard: Statement
    private let names: NameTable
    private let sends: SendTable
    private let meta: MetaTable

    init(
        _ connection: borrowing Connection,
        _ names: NameTable,
        _ sends: SendTable,
        _ meta: MetaTable
    ) throws(SQLiteError) {
        (self.names, self.sends, self.meta) = (names, sends, meta)
        insert = try connection.prepare(
            """
            INSERT INTO history (event, number, send, lead, position, since, attempts, waits, in_doubt, cause, detail,
                remedy, fate, finished, dead_number, \(AttemptColumns.list))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \(AttemptColumns.marks))
            """
        )
        insertAttempt = try connection.prepare(
            """
            INSERT INTO attempts (event, number, place, \(AttemptColumns.list))
            SELECT ?1, ?2, \(Self.nextPlace), \(AttemptColumns.marks)
            """
        )
        moveAttempt = try connection.prepare(
            """
            INSERT INTO attempts (event, number, place, \(AttemptColumns.list))
            SELECT event, number, \(Self.nextPlace), \(AttemptColumns.ended)
            FROM history WHERE event = ?1 AND number = ?2 AND try IS NOT NULL
            """
        )
        select = try connection.prepare("SELECT \(DeliveryRow.ended) FROM history WHERE event = ? AND number = ?")
        selectNumber = try connection.prepare("SELECT dead_number FROM history WHERE event = ? AND number = ?")
        selectEnd = try connection.prepare("SELECT finished FROM history WHERE event = ? AND number = ?")
        remove = try connection.prepare("DELETE FROM history WHERE event = ? AND number = ?")
        discard = try connection.prepare(
            """
            UPDATE history SET fate = ?, cause = ?, detail = ?, remedy = ?, finished = ?, dead_number = NULL
            WHERE event = ? AND number = ?
            """
        )
    }

    /// After a replay the attempts are counted from one again, so that their own numbers do not tell them apart.
    private static let nextPlace =
        "(SELECT coalesce(max(place), 0) + 1 FROM attempts WHERE event = ?1 AND number = ?2)"

    /// Writes down how a delivery ended.
    func add(_ stored: StoredDelivery, _ attempt: Attempt?, at now: Timestamp) throws(SQLiteError) {
        guard case .finished(let fate, let reason) = stored.delivery.state else { return }
        let send = try sends.entry(for: stored.address).id
        let deadNumber = fate.isDeadLetter ? try nextDeadNumber() : nil
        let configuration = try attempt.map { attempt throws(SQLiteError) in try names.id(of: attempt.configuration) }
        try insert.run {
            $0.id(stored.id)
            $0.integer(send)
            $0.text(stored.lane?.lead)
            $0.integer(stored.position.microseconds)
            $0.integer(stored.delivery.since.microseconds)
            $0.history(stored.delivery.history)
            $0.reason(reason, unlessIs: .itsTurn)
            $0.text(fate.rawValue)
            $0.integer(now.microseconds)
            $0.integer(deadNumber)
            AttemptColumns.bind(attempt, configuration, besides: reason, to: &$0)
        }
    }

    /// Writes down an attempt that did not end its delivery.
    func add(_ attempt: Attempt, of id: DeliveryID) throws(SQLiteError) {
        let configuration = try names.id(of: attempt.configuration)
        try insertAttempt.run {
            $0.id(id)
            AttemptColumns.bind(attempt, configuration, besides: .itsTurn, to: &$0)
        }
    }

    func delivery(_ id: DeliveryID) throws(SQLiteError) -> StoredDelivery? {
        try select.first({ $0.id(id) }) { DeliveryRow($0) }.map { $0.stored(for: sends.address($0.send)) }
    }

    /// The number of a dead letter; nil for what is none.
    func deadNumber(of id: DeliveryID) throws(SQLiteError) -> Int64? {
        try selectNumber.first({ $0.id(id) }) { $0.optionalInteger(0) } ?? nil
    }

    /// When a delivery ended; nil for one that has not.
    func end(of id: DeliveryID) throws(SQLiteError) -> Timestamp? {
        try selectEnd.first({ $0.id(id) }) { Timestamp(microseconds: $0.integer(0)) }
    }

    /// Takes a delivery out that is to be sent again; what was tried for it stays known.
    func remove(_ id: DeliveryID) throws(SQLiteError) {
        try moveAttempt.run { $0.id(id) }
        try remove.run { $0.id(id) }
    }

    /// Writes down that a person gave a dead letter up.
    func rewrite(_ id: DeliveryID, _ fate: Fate, _ reason: Reason, at now: Timestamp) throws(SQLiteError) {
        try discard.run {
            $0.text(fate.rawValue)
            $0.reason(reason, unlessIs: .itsTurn)
            $0.integer(now.microseconds)
            $0.id(id)
        }
    }

    /// Never given twice, also where the last letter has been replayed or discarded.
    private func nextDeadNumber() throws(SQLiteError) -> Int64 {
        let number = (try meta[.deadLetters] ?? 0) + 1
        try meta.set(.deadLetters, to: number)
        return number
    }
}
