import CivilTime
import RelayCore
import SQLite

/// Drops what is too old or too much, a slice at a time, and gives the room back to the disk.
final class Tidying {
    /// Whether the store is over its size, and nothing in it has ended that could be dropped.
    private(set) var foundNothingToDrop = false

    private let limits: StoreLimits
    private let file: StoreFile
    private let room: Room
    private let transactions: Transactions
    private let oldBodies, oldEvents, anyBodies, anyEvents: EventSweep
    private let oldIDs: IDSweep
    private let ids: IDTable
    private let echoes: EchoTable
    /// Set over the size, and only cleared well below it: or it would stop and begin with every event.
    private var isShrinking = false
    /// When to look again, where nothing could be dropped.
    private var nextLook: Timestamp = .earliest

    init(
        _ connection: borrowing Connection,
        _ limits: StoreLimits,
        _ file: StoreFile,
        _ room: Room,
        _ transactions: Transactions,
        _ ids: IDTable,
        _ echoes: EchoTable
    ) throws(SQLiteError) {
        (self.limits, self.file, self.room, self.transactions, self.ids) = (limits, file, room, transactions, ids)
        self.echoes = echoes
        oldBodies = try .bodies(connection)
        oldEvents = try .events(connection)
        anyBodies = try .bodies(connection)
        anyEvents = try .events(connection)
        oldIDs = try IDSweep(connection, ids)
    }

    /// Does a little, and says whether there is more to do.
    func slice(of connection: borrowing Connection, at now: Timestamp) throws(SQLiteError) -> Bool {
        var goesOn = try transactions.run(on: connection) { () throws(SQLiteError) in
            if try dropOld(at: now) { return true }
            return try dropForRoom(at: now)
        }
        if try room.isWorthShrinking {
            try connection.execute("PRAGMA incremental_vacuum(\(Self.pages))")
            // The file itself becomes shorter with a checkpoint.
            if try room.isWorthShrinking { goesOn = true } else { try connection.execute("PRAGMA wal_checkpoint") }
        }
        try shortenLog(connection)
        return goesOn
    }

    private func dropOld(at now: Timestamp) throws(SQLiteError) -> Bool {
        let moreBodies = try oldBodies.age(before: now - limits.bodies, at: now)
        let horizon = now - limits.history
        // An event's ids outlive it: they must be written before it goes.
        let moreToWrite = try ids.write(before: EventNumber.first(at: horizon).rawValue)
        let moreEvents = try oldEvents.age(before: horizon, at: now)
        let moreIDs = try oldIDs.age(before: now - limits.duplicates, every: limits.duplicates / 64, at: now)
        let moreEchoes = try echoes.drop(at: now)
        return moreBodies || moreToWrite || moreEvents || moreIDs || moreEchoes
    }

    /// Over the size bodies go first, because an event is still told of without its body.
    private func dropForRoom(at now: Timestamp) throws(SQLiteError) -> Bool {
        let used = try room.used
        isShrinking = used > (isShrinking ? limits.size - limits.size / 32 : limits.size)
        guard isShrinking else {
            foundNothingToDrop = false
            return false
        }
        // Nor is it further away than that, unless the clock has been put back.
        guard now >= nextLook || nextLook > now + Self.rest else { return false }
        for sweep in [anyBodies, anyEvents] where !sweep.foundNothing {
            if sweep === anyEvents, try ids.write(before: .max) { return true }
            if try sweep.dropAny() > 0 { foundNothingToDrop = false }
            return true
        }
        foundNothingToDrop = true
        nextLook = now + Self.rest
        anyBodies.startOver()
        anyEvents.startOver()
        return false
    }

    /// A log that grew while somebody read for long is cut, if nobody reads now.
    private func shortenLog(_ connection: borrowing Connection) throws(SQLiteError) {
        guard file.logSize > StoreFile.largestIdleLog else { return }
        connection.waitForLocks(.zero)
        defer { connection.waitForLocks(file.patience) }
        do throws(SQLiteError) {
            try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        } catch {
            guard error.kind == .busy else { throw error }
        }
    }

    /// How many pages a slice gives back.
    private static let pages = 256
    private static let rest: Duration = .seconds(5)
}
