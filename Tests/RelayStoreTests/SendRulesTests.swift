import RelayCore
import RelayStore
import RelayTesting
import SQLite
import Testing

/// Held against the store in memory, with restarts, transactions that are taken back, and memory for few.
@Suite("What sends ask of the others of their leads")
struct SendRulesTests {
    private let folder = TemporaryFolder()
    private var file: StoreFile { StoreFile(folder.path + "relay.db") }

    @Test(arguments: Seeds.first(40))
    func `is kept over restarts, beyond the limits of memory and after what was taken back`(seed: UInt64) throws {
        let (model, random) = (MemoryStore(), SeededRandom(seed: seed))
        var trial = Trial(random, StoreBench(model, queue: model, ledger: model), try open(), mostMoves: 250)
        while let move = trial.next() {
            switch move {
            case .restart: trial.found = try open()
            case .failure: try fail(&trial)
            case .other: try trial.play()
            }
            try trial.compare()
        }
    }

    @Test func `is taken back with the transaction that held a lane`() throws {
        let bench = try open()
        let rules = SendRules(onDead: .hold)
        let event = try StoreBench.event("e1", rules: rules)
        let first = try #require(try bench.commit([.accept([event])]).first?.ready.first)
        let ended = Delivery(id: first.id, since: first.delivery.since, state: .finished(.dead, Reason("x")))
        let connection = try Connection(path: file.path, .writing)
        try connection.execute("CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END")
        #expect(throws: StoreError.self) {
            _ = try bench.commit([.settle(first.becoming(ended), nil), .reject(.sample(1))])
        }
        try connection.execute("DROP TRIGGER fault")
        #expect(try bench.turns() == [first.id])
        _ = try bench.commit([.discard(first.id)])
        let second = try bench.commit([.accept([try StoreBench.event("e2", rules: rules)])]).first?.ready
        #expect(second?.count == 1)
    }

    @Test func `lets go who stands before a dead letter after a restart too, and nobody behind it`() throws {
        let rules = SendRules(onDead: .hold)
        let before = try open()
        let older = try before.acceptReady(try StoreBench.event("e1", occurred: 10, rules: rules))[0]
        let failed = try StoreBench.event("e2", occurred: 20, rules: rules, failure: Reason("condition"))
        let letter = StoreBench.id(try before.accept(failed)[0])
        let behind = StoreBench.id(try before.accept(try StoreBench.event("e3", occurred: 30, rules: rules))[0])
        let bench = try open()
        #expect(try bench.turns() == [older.id])
        #expect(try bench.deliver(older) == nil)
        #expect(try bench.turns() == [])
        #expect(try bench.next(try bench.commit([.discard(letter)]).first)?.id == behind)
    }

    @Test func `keeps a dead letter that holds a lane as long as it does`() throws {
        let temporary = try TemporaryStore()
        let bench = temporary.bench
        let letter = try bench.dead(try StoreBench.event("e1", rules: SendRules(onDead: .hold)))
        _ = try bench.accept(try StoreBench.event("e2"))
        _ = try bench.accept(try StoreBench.event("e3", to: []), at: 1)
        #expect(try temporary.tidyUp(at: 400 * 86_400))
        #expect(try bench.fate(of: letter.id) == .dead)
        let again = try bench.next(try bench.commit(.replay(letter.id), at: 400 * 86_400).first)
        #expect(again?.id == letter.id)
    }

    @Test func `drops what has ended also after the clock has been put back`() throws {
        let temporary = try TemporaryStore()
        let bench = temporary.bench
        let letter = try bench.dead(try StoreBench.event("e1", rules: SendRules(onDead: .hold)))
        _ = try bench.accept(try StoreBench.event("e2", to: []), at: 1)
        #expect(try temporary.tidyUp(at: 400 * 86_400))
        _ = try bench.commit(.discard(letter.id), at: 400 * 86_400)
        #expect(try temporary.tidyUp(at: 399 * 86_400))
        #expect(try temporary.reader.event(letter.id.event) == nil)
    }

    @Test func `end no more of a lead at once than a commit should take, and the others before they leave`() throws {
        let bench = try open()
        let events = try (0..<600).map { try StoreBench.event("e\($0)", occurred: Int64($0) - 600) }
        _ = try bench.commit([.accept(events)])
        let rules = SendRules(order: .latest)
        _ = try bench.commit([.retire(keeping: [StoreBench.address("octanist", rules)])])
        let newest = StoreBench.id(try bench.accept(try StoreBench.event("e600", occurred: 0))[0])
        #expect(try bench.ledger.counts().waiting == 601 - 512)
        var turn = try #require(try bench.queue.due(at: "octanist", by: StoreBench.moment(9), limit: 1).first)
        while case .settled(let next?)? = try bench.commit([.claim(turn)]).first { turn = next }
        #expect(turn.id == newest)
        #expect(try bench.ledger.counts().waiting == 1)
    }

    @Test func `leave nothing behind of those that wanted to be the latest`() throws {
        let rules = SendRules(order: .latest)
        for round in 0..<4 {
            let bench = try open()
            let events = try (0..<120).map { number in
                let id = "e\(round).\(number)"
                let lead = "lead\(number % 7)"
                let latest = try StoreBench.event(id, lead: lead, occurred: Int64(number * 31 % 97), rules: rules)
                let other = try StoreBench.event(id + "o", lead: lead, to: ["note/octanist"])
                return number.isMultiple(of: 3) ? other : latest
            }
            for event in events { _ = try bench.commit([.accept([event])]) }
        }
        let bench = try open()
        var turns = try bench.queue.due(at: "octanist", by: StoreBench.moment(9), limit: 99)
        while let turn = turns.popLast() {
            if let next = try bench.deliver(turn, at: 1) { turns.append(next) }
        }
        #expect(try bench.ledger.counts().waiting == 0)
        #expect(try Connection(path: file.path, .reading).integer("SELECT count(*) FROM lanes") == 0)
    }

    @Test func `costs nothing where no send asks for it`() throws {
        let bench = try open()
        for number in 0..<50 {
            let event = try StoreBench.event("e\(number)", lead: "lead\(number % 5)")
            _ = try bench.commit([.accept([event])])
        }
        let reading = try Connection(path: file.path, .reading)
        for table in ["delivered", "holds"] { #expect(try reading.integer("SELECT count(*) FROM \(table)") == 0) }
    }

    @Test func `are told to a store of the version before them`() throws {
        let connection = try Connection(path: file.path, .creating)
        for migration in Schema.migrations.prefix(2) { try connection.execute(migration.sql) }
        try connection.execute(
            """
            PRAGMA user_version = 2;
            PRAGMA application_id = 0x6C656164;
            INSERT INTO names VALUES (1, 'octanist');
            INSERT INTO sends VALUES (1, 'outreach', 'octanist.update', 'octanist', 1, 0);
            INSERT INTO deliveries VALUES (4096, 0, 1, 1, NULL, NULL, 0, 0, 1, 0, 0, 0, 0, 'replayed', NULL, NULL);
            """
        )
        let bench = try open()
        let waiting = try #require(try bench.queue.due(at: "octanist", by: StoreBench.moment(0), limit: 9).first)
        #expect(waiting.delivery.history.replay == .inOrder)
        #expect(try Connection(path: file.path, .reading).integer("PRAGMA user_version") == 3)
    }

    // MARK: Steps

    private func open() throws -> StoreBench {
        let store = try SQLiteStore(file, memory: MemoryLimits(events: 7, places: 9, slice: 4))
        let reader = try StoreReader(file, turns: store.turns)
        return StoreBench(store, queue: reader, ledger: reader)
    }

    /// A transaction that does what the next moves would do, and more that cannot be done.
    private func fail(_ trial: inout Trial) throws {
        let connection = try Connection(path: file.path, .writing)
        try connection.execute("CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END")
        let writes = try (0..<5).map { _ in try trial.lostWrite() } + [.reject(.sample(1))]
        #expect(throws: StoreError.self) { _ = try trial.found.commit(writes) }
        try connection.execute("DROP TRIGGER fault")
    }
}
