import RelayCore
import RelayStore
import RelayTesting
import SQLite
import Testing

@Suite("Writes that come back as events, on disk")
struct EchoStoreTests {
    private let temporary: TemporaryStore

    init() throws { temporary = try TemporaryStore() }

    private func expect(_ id: DeliveryID, attempt: Int = 1, at destination: String = "octanist") -> StoreWrite {
        .expect(
            ExpectedEcho(
                destination: destination,
                lead: "ann",
                field: "status",
                value: "WON",
                delivery: id,
                attempt: attempt,
                isReplayed: true
            )
        )
    }

    private func report(_ id: String, of destinations: [String] = ["octanist"]) throws -> StoreWrite {
        let new = try StoreBench.event(id, to: ["leadping"])
        let reports = destinations.map { EchoReport(destination: $0, field: "status", value: "WON") }
        return .accept([NewEvent(new.event, configuration: "c1", deliveries: new.deliveries, reports: reports)])
    }

    private func isEcho(_ result: StoreResult?) throws -> Bool {
        guard case .accepted(let receipts)? = result else { return false }
        return try #require(receipts.first).isEcho
    }

    @Test func `are looked for after a restart too`() throws {
        let writer = try temporary.bench.acceptReady(try StoreBench.event("e1"))[0]
        _ = try temporary.bench.commit([expect(writer.id)])
        let again = try SQLiteStore(temporary.file)
        #expect(try isEcho(again.commit([report("e2")], at: StoreBench.moment(1)).first))
        #expect(try !isEcho(again.commit([report("e3")], at: StoreBench.moment(1)).first))
    }

    @Test func `are used up from the oldest on, whichever API may have told of them`() throws {
        let writers = try ["ann", "bob"].map {
            try temporary.bench.acceptReady(try StoreBench.event($0, lead: $0))[0].id
        }
        _ = try temporary.bench.commit([expect(writers[0], at: "crm")], at: 0)
        _ = try temporary.bench.commit([expect(writers[1])], at: 500)
        let both = ["octanist", "crm"]
        #expect(try isEcho(temporary.bench.commit([report("e3", of: both)], at: 510).first))
        // The first has run out by now.
        #expect(try isEcho(temporary.bench.commit([report("e4", of: both)], at: 700).first))
    }

    @Test func `are not looked for where the delivery has ended before it left`() throws {
        let writer = try temporary.bench.acceptReady(try StoreBench.event("e1"))[0]
        _ = try temporary.bench.commit([expect(writer.id), .discard(writer.id)])
        guard case .refused? = try temporary.bench.commit([expect(writer.id)]).first else {
            Issue.record("what has ended is not expected")
            return
        }
        #expect(try !isEcho(temporary.bench.commit([report("e2")]).first))
    }

    @Test func `are used by nobody whose transaction is taken back`() throws {
        let writer = try temporary.bench.acceptReady(try StoreBench.event("e1"))[0]
        _ = try temporary.bench.commit([expect(writer.id)])
        let connection = try Connection(path: temporary.file.path, .writing)
        try connection.execute("CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END")
        #expect(throws: StoreError.self) { try temporary.bench.commit([report("e2"), .reject(.sample(1))]) }
        try connection.execute("DROP TRIGGER fault")
        #expect(try isEcho(temporary.bench.commit([report("e2")]).first))
    }

    @Test func `are swept away when they have run out, a slice at a time`() throws {
        let writer = try temporary.bench.acceptReady(try StoreBench.event("e1"))[0]
        for attempt in 1...1_200 { _ = try temporary.bench.commit([expect(writer.id, attempt: attempt)]) }
        #expect(try temporary.tidyUp(at: 599))
        let connection = try Connection(path: temporary.file.path, .writing)
        #expect(try connection.integer("SELECT count(*) FROM echoes") == 1_200)
        #expect(try temporary.tidyUp(at: 600))
        #expect(try connection.integer("SELECT count(*) FROM echoes") == 0)
    }
}
