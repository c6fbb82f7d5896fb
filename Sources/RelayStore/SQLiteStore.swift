package import CivilTime
package import RelayCore
import SQLite

/// The store in a SQLite file: the writer's side, which belongs to one thread at a time.
package final class SQLiteStore: DeliveryStore {
    /// Whether whoever had it before closed it; nil for a new one. Otherwise a `StoreCheck` is due.
    package let wasClosed: Bool?
    package let limits: StoreLimits
    /// For the reader that finds what is due.
    package var turns: Turns { deliveries.turns }
    private let connection: Connection
    private let room: Room
    private let transactions: Transactions
    private let names: NameTable
    private let sends: SendTable
    private let deliveries: WaitingDeliveries
    private let ids: IDTable
    private let meta: MetaTable
    private let events: EventTable
    private let rejections: RejectionTable
    private let configurations: ConfigurationTable
    private let attention: AttentionTable
    private let standings: StandingTable
    private let closures: ClosureTable
    private let echoes: EchoTable
    private let intake: Intake
    private let settlement: Settlement
    private let repairs: Repairs
    private let tidying: Tidying

    package init(
        _ file: StoreFile,
        limits: StoreLimits = .standard,
        memory: MemoryLimits = .standard,
        node: Int = 0,
        migrations: [Migration] = Schema.migrations
    ) throws(StoreError) {
        let connection = try file.openForWriting()
        try Migration.apply(migrations, to: connection)
        do throws(SQLiteError) {
            self.limits = limits
            transactions = try Transactions(connection)
            meta = try MetaTable(connection)
            names = try NameTable(connection)
            sends = try SendTable(connection, names)
            ids = try IDTable(connection, meta, memory)
            events = try EventTable(connection, names, ids)
            let lanes = try LaneTable(connection, meta, memory)
            deliveries = try WaitingDeliveries(connection, sends, lanes, meta, memory)
            let history = try HistoryTable(connection, names, sends, meta)
            rejections = try RejectionTable(connection, limit: limits.rejections)
            configurations = try ConfigurationTable(connection)
            attention = try AttentionTable(connection)
            standings = try StandingTable(connection)
            closures = try ClosureTable(connection)
            echoes = try EchoTable(connection, names)
            let last = try connection.integer("SELECT max(number) FROM events").map(EventNumber.init(rawValue:))
            let latest = LatestOnly(deliveries, history, sends, try DeliveredTable(connection))
            intake = Intake(events, deliveries, history, sends, latest, echoes, EventNumbers(node: node, after: last))
            settlement = Settlement(deliveries, history, events, latest, echoes)
            let additions = try AdditionTable(connection, names)
            let rerouting = Rerouting(additions, events, deliveries, history, sends, latest)
            repairs = try Repairs(connection, settlement, history, rerouting, meta)
            room = try Room(connection, limits)
            tidying = try Tidying(connection, limits, file, room, transactions, ids, echoes)
            wasClosed = try meta[.closed].map { $0 != 0 }
            try meta.set(.closed, to: 0)
        } catch {
            throw StoreError(error, "open the store")
        }
        self.connection = connection
    }

    package func commit(_ writes: [StoreWrite], at now: Timestamp) throws(StoreError) -> [StoreResult] {
        try room.check(writes, nothingToDrop: tidying.foundNothingToDrop, on: connection)
        return try attempting("store events") { () throws(SQLiteError) in
            do throws(SQLiteError) {
                try loadIfStale()
                let results = try transactions.run(on: connection) { () throws(SQLiteError) in
                    var results: [StoreResult] = []
                    results.reserveCapacity(writes.count)
                    for index in writes.indices { results.append(try perform(writes[index], at: now)) }
                    return results
                }
                keep()
                return results
            } catch {
                takeBack()
                throw error
            }
        }
    }

    package func tidy(at now: Timestamp) throws(StoreError) -> Bool {
        try attempting("tidy the store") { () throws(SQLiteError) in
            do throws(SQLiteError) {
                let goesOn = try tidying.slice(of: connection, at: now)
                keep()
                return goesOn
            } catch {
                takeBack()
                throw error
            }
        }
    }

    /// Notes that the end was an orderly one; nothing may be written afterwards.
    package func close() throws(StoreError) {
        try attempting("close the store") { () throws(SQLiteError) in
            try meta.set(.closed, to: 1)
            try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    private func loadIfStale() throws(SQLiteError) {
        if sends.isStale { try sends.load() }
        guard deliveries.isStale else { return }
        try transactions.run(on: connection) { () throws(SQLiteError) in try deliveries.load() }
        keep()
    }

    /// What was done within a transaction is on disk.
    private func keep() {
        deliveries.keep()
        ids.keepAll()
    }

    /// Takes back in memory what was done within a transaction that did not come to its end.
    private func takeBack() {
        names.forget()
        sends.takeBack()
        deliveries.takeBack()
        intake.takeBack()
        ids.takeBack()
    }

    private func perform(_ write: StoreWrite, at now: Timestamp) throws(SQLiteError) -> StoreResult {
        switch write {
        case .accept(let events):
            var receipts: [Receipt] = []
            receipts.reserveCapacity(events.count)
            for index in events.indices { receipts.append(try intake.accept(events[index], at: now)) }
            return .accepted(receipts)
        case .settle(let delivery, let attempt): return try settlement.settle(delivery, attempt, at: now)
        case .claim(let delivery): return try settlement.claim(delivery, at: now)
        case .replay(let id, let replay): return try settlement.replay(id, replay, at: now)
        case .discard(let id): return try settlement.discard(id, at: now)
        case .repair(let repair): return try repairs.carryOut(repair, at: now)
        case .retire(let kept):
            let retirement = Retirement(sends: sends, settlement: settlement)
            return .changed(try retirement.retire(keeping: kept, on: connection, at: now))
        case .reject(let request): try rejections.add(request)
        case .configuration(let fingerprint, let text): try configurations.add(fingerprint, text)
        case .attend(let told, let times): return .noted(isNew: try attention.add(told, times: times, at: now))
        case .expect(let echo): return try settlement.expect(echo, at: now)
        case .attended(let name): return .changed(try attention.remove(name))
        case .standing(let destination, let standing): try standings.set(destination, standing)
        case .closure(let destination, let closure): try closures.set(destination, closure)
        case .probe: try events.probe()
        }
        return .done
    }
}
