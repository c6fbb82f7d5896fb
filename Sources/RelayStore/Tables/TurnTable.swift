import RelayCore
import SQLite

/// Whose turn has come: of the newest deliveries it stands in memory, of the others in the column `head`.
///
/// Most have ended before anybody looks for them on disk, so that the column and its index need not be written for them.
/// Whoever has the turn in memory alone has a place in memory too: both are written at once, or found again at once when
/// the store is opened.
final class TurnTable {
    /// What the readers have to know, as of the last transaction.
    let fresh = FreshTurns()

    private let setHead: Statement
    private let memory: MemoryLimits
    /// The newest that wait in lanes and have not been tried.
    private var kept: [DeliveryID: Kept] = [:]
    /// How many of them have the turn.
    private var turns = 0
    /// What this transaction has changed for the readers.
    private var changes: [FreshTurns.Change] = []

    private struct Kept {
        let stored: StoredDelivery
        var hasTurn: Bool
    }

    init(_ connection: borrowing Connection, _ memory: MemoryLimits) throws(SQLiteError) {
        self.memory = memory
        setHead = try connection.prepare("UPDATE deliveries SET head = ? WHERE event = ? AND number = ?")
    }

    /// Keeps a delivery in memory whose place stays there as well; says whether there is room for it.
    func keep(_ stored: StoredDelivery, hasTurn: Bool) -> Bool {
        guard kept.count < memory.deliveries, !hasTurn || turns < memory.turns else { return false }
        kept[stored.id] = Kept(stored: stored, hasTurn: hasTurn)
        if hasTurn { noteGiven(stored) }
        return true
    }

    /// Gives the turn to the first of a lane, and returns it. Nil where it had the turn already; else the closure reads
    /// what is not in memory, unless that has the turn.
    func promote(
        _ id: DeliveryID,
        _ read: () throws(SQLiteError) -> StoredDelivery?
    ) throws(SQLiteError) -> StoredDelivery? {
        guard let index = kept.index(forKey: id) else {
            guard let stored = try read() else { return nil }
            try setHead(id, true)
            return stored
        }
        let found = kept.values[index]
        guard !found.hasTurn else { return nil }
        if turns < memory.turns {
            kept.values[index].hasTurn = true
            noteGiven(found.stored)
        } else {
            kept.remove(at: index)
            try setHead(id, true)
        }
        return found.stored
    }

    /// Takes the turn from a delivery, because an older one has come.
    func withdraw(from id: DeliveryID) throws(SQLiteError) {
        guard let index = kept.index(forKey: id) else { return try setHead(id, false) }
        guard kept.values[index].hasTurn else { return }
        kept.values[index].hasTurn = false
        noteTaken(id)
    }

    /// Has a delivery stand on disk alone, turn and all.
    func write(_ id: DeliveryID) throws(SQLiteError) {
        if remove(id) { try setHead(id, true) }
    }

    /// Writes that a delivery has the turn which is not in memory.
    func writeTurn(of id: DeliveryID) throws(SQLiteError) { try setHead(id, true) }

    /// Takes a delivery out of the memory, and says whether it had the turn there.
    func remove(_ id: DeliveryID) -> Bool {
        guard let found = kept.removeValue(forKey: id), found.hasTurn else { return false }
        noteTaken(id)
        return true
    }

    /// Forgets all that is in memory, so that it can be read anew.
    func removeAll() {
        kept = [:]
        turns = 0
        changes = [.allTaken]
    }

    /// Has the readers keep what they know, because a transaction was taken back.
    func forgetChanges() { changes = [] }

    /// Tells the readers, now that it is on disk.
    func publish() {
        guard !changes.isEmpty else { return }
        fresh.apply(changes)
        changes.removeAll(keepingCapacity: true)
    }

    private func noteGiven(_ stored: StoredDelivery) {
        turns += 1
        changes.append(.given(stored))
    }

    private func noteTaken(_ id: DeliveryID) {
        turns -= 1
        changes.append(.taken(id))
    }

    private func setHead(_ id: DeliveryID, _ isHead: Bool) throws(SQLiteError) {
        try setHead.run {
            $0.integer(isHead ? 1 : 0)
            $0.id(id)
        }
    }
}
