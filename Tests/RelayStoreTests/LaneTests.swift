import RelayCore
import RelayStore
import RelayTesting
import SQLite
import Testing

@Suite("More in lanes than is kept in memory")
struct LaneTests {
    private let folder = TemporaryFolder()
    private var file: StoreFile { StoreFile(folder.path + "relay.db") }

    @Test func `keeps its order over restarts`() throws {
        try accept(0..<3_000)
        try accept(3_000..<6_000)
        var order = try deliver(atMost: 20)
        try accept(6_000..<9_000)
        order += try deliver()
        try expectOrder(order, of: 9_000, withTurnsBefore: 20)
    }

    @Test func `keeps its order when writing it out is taken back`() throws {
        try accept(0..<3_000)
        let store = try openStore()
        try Connection(path: file.path, .writing).execute(
            """
            CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END
            """
        )
        let refused = StoreWrite.accept(try events(3_000..<6_000))
        #expect(throws: StoreError.self) {
            try store.commit([refused, .reject(.sample(1))], at: StoreBench.moment(0))
        }
        _ = try store.commit([.accept(try events(6_000..<7_000))], at: StoreBench.moment(0))
        let order = try deliver(store)
        try expectOrder(order, of: 4_000, withTurnsBefore: 0)
    }

    @Test func `keeps its order when it is left or taken back while they are written`() throws {
        try accept(0..<800)
        var order: [StoredDelivery] = []
        for round in 0..<12 {
            order += try deliver(atMost: 1)
            try accept(800 + 100 * round..<900 + 100 * round)
            let lost = StoreWrite.accept(try events(5_000..<5_100))
            let store = try openStore()
            let connection = try Connection(path: file.path, .writing)
            try connection.execute(
                "CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END"
            )
            #expect(throws: StoreError.self) {
                try store.commit([lost, .reject(.sample(1))], at: StoreBench.moment(0))
            }
            try connection.execute("DROP TRIGGER fault")
        }
        order += try deliver()
        #expect(Set(order.map(\.id)).count == 2_000)
        #expect(order.count == 2_000)
        #expect(try Connection(path: file.path, .reading).integer("SELECT count(*) FROM lanes") == 0)
    }

    @Test func `loses nobody's turn when what reads them anew is taken back too`() throws {
        let store = try openStore()
        for start in stride(from: 0, to: 900, by: 50) {
            _ = try store.commit([.accept(try events(start..<start + 50))], at: StoreBench.moment(0))
        }
        let connection = try Connection(path: file.path, .writing)
        #expect(try connection.integer("SELECT count(*) FROM lanes") ?? 0 > 0, "some are written, and not all")
        try connection.execute(
            "CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END"
        )
        // The first moves more than can be undone, the second does nothing but read anew.
        for lost in [[StoreWrite.accept(try events(5_000..<5_100))], []] {
            #expect(throws: StoreError.self) {
                try store.commit(lost + [.reject(.sample(1))], at: StoreBench.moment(0))
            }
        }
        try connection.execute("DROP TRIGGER fault")
        let order = try deliver(store)
        try expectOrder(order, of: 900, withTurnsBefore: 0)
        #expect(try connection.integer("SELECT count(*) FROM lanes") == 0)
    }

    @Test func `gives a replayed delivery its old place`() throws {
        try accept(0..<100)
        let store = try openStore()
        let first = try #require(try due(store).first)
        _ = try store.commit([.discard(first.id)], at: StoreBench.moment(0))
        _ = try store.commit([.accept(try events(100..<6_000))], at: StoreBench.moment(0))
        _ = try store.commit([.replay(first.id)], at: StoreBench.moment(0))
        let again = try #require(try due(store).first { $0.lane == first.lane })
        #expect(again.id == first.id)
        let order = try deliver(store)
        try expectOrder(order, of: 6_000, withTurnsBefore: 0)
    }

    // MARK: Steps

    /// Few stay in memory, so that all are written more than once over.
    private func openStore() throws -> SQLiteStore {
        try SQLiteStore(file, memory: MemoryLimits(events: 300, places: 700, slice: 90))
    }

    private static let leads = 50

    private func events(_ numbers: Range<Int>) throws -> [NewEvent] {
        try numbers.map { number in
            // In no order of time, each moment several times.
            let occurred = Int64(number * 7_919 % 2_003)
            return try StoreBench.event("e\(number)", lead: "lead\(number % Self.leads)", occurred: occurred)
        }
    }

    private func accept(_ numbers: Range<Int>) throws {
        _ = try openStore().commit([.accept(try events(numbers))], at: StoreBench.moment(0))
    }

    private func due(_ store: SQLiteStore) throws -> [StoredDelivery] {
        try StoreReader(file, turns: store.turns).due(at: "octanist", by: StoreBench.moment(60), limit: 1_000)
    }

    /// Ends whoever has the turn, as often as that gives turns, and returns the deliveries in that order.
    private func deliver(_ open: SQLiteStore? = nil, atMost rounds: Int = .max) throws -> [StoredDelivery] {
        let store = try open ?? SQLiteStore(file)
        var (order, turn, round) = ([StoredDelivery](), try due(store), 0)
        while !turn.isEmpty, round < rounds {
            order += turn
            let results = try store.commit(turn.map { .settle(Self.ended($0), nil) }, at: StoreBench.moment(1))
            turn = results.compactMap { result in
                if case .settled(let next) = result { next } else { nil }
            }
            round += 1
        }
        return order
    }

    private static func ended(_ stored: StoredDelivery) -> StoredDelivery {
        let state = Delivery.State.finished(.delivered, Reason("delivered"))
        let delivery = Delivery(id: stored.id, since: stored.delivery.since, state: state)
        return StoredDelivery(delivery, stored.address, lane: stored.lane, position: stored.position)
    }

    /// That each of so many had its turn once, and each lane's in order; what was ended before later ones came counts apart.
    private func expectOrder(_ order: [StoredDelivery], of count: Int, withTurnsBefore early: Int) throws {
        #expect(Set(order.map(\.id)).count == count)
        #expect(order.count == count)
        for (_, lane) in Dictionary(grouping: order, by: \.lane) {
            for part in [lane.prefix(early), lane.dropFirst(early)] {
                let places = part.map { ($0.position, $0.id) }
                #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
            }
        }
    }
}
