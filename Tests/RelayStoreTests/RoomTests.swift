import CivilTime
import JSON
import RelayCore
import RelayStore
import RelayTesting
import SQLite
import Testing

@Suite("A store under its limits")
struct RoomTests {
    private static let day: Int64 = 86_400

    @Test func `drops bodies first, then events, and remembers ids as long as it was told`() throws {
        let limits = StoreLimits(
            history: .seconds(20 * Self.day),
            bodies: .seconds(5 * Self.day),
            duplicates: .seconds(10 * Self.day)
        )
        let temporary = try TemporaryStore(limits: limits)
        let bench = temporary.bench
        let old = try bench.acceptReady(try StoreBench.event("old", lead: nil))[0]
        _ = try bench.deliver(old)
        let waiting = try bench.acceptReady(try StoreBench.event("waiting", lead: nil))[0]
        _ = try bench.accept(try StoreBench.event("new", lead: nil), at: 4 * Self.day)

        #expect(try temporary.tidyUp(at: 6 * Self.day))
        let emptied = try #require(try bench.ledger.event(old.id.event))
        #expect(emptied.isEmptied && emptied.event.headers == [:] && emptied.event.body.isNull)
        #expect(try bench.ledger.event(waiting.id.event)?.isEmptied == false)
        #expect(try bench.accept(try StoreBench.event("old"))[0].isDuplicate)

        #expect(try temporary.tidyUp(at: 11 * Self.day))
        #expect(
            try bench.accept(try StoreBench.event("old", lead: nil, to: []), at: 11 * Self.day)[0].isDuplicate == false
        )
        #expect(try bench.ledger.deliveries(DeliveryQuery()).map(\.stored.id).contains(old.id))

        #expect(try temporary.tidyUp(at: 21 * Self.day))
        #expect(try bench.ledger.event(old.id.event) == nil)
        #expect(try bench.ledger.attempts(of: old.id) == [])
        #expect(try bench.queue.due(at: "octanist", by: StoreBench.moment(0), limit: 9) == [waiting])
        #expect(try bench.ledger.event(waiting.id.event)?.isEmptied == false)
    }

    @Test func `forgets what was edited with its event`() throws {
        let temporary = try TemporaryStore(limits: StoreLimits(history: .seconds(1)))
        let bench = temporary.bench
        let letter = try bench.acceptReady(try StoreBench.event("e1"))[0]
        _ = try bench.settle(letter, .finished(.dead, Reason("x")))
        let edit = DeliveryEdit([FieldChange("x", nil)], by: "uid 1")
        _ = try bench.commit(.repair(.edit(letter.id, edit, replaying: nil)))
        #expect(try bench.ledger.edits(of: letter.id).count == 1)
        _ = try bench.accept(try StoreBench.event("e2", to: []), at: 30 * Self.day)
        #expect(try temporary.tidyUp(at: 30 * Self.day))
        #expect(try bench.ledger.event(letter.id.event) == nil)
        #expect(try bench.ledger.edits(of: letter.id) == [])
    }

    @Test func `does not replay what it has dropped`() throws {
        let temporary = try TemporaryStore(limits: StoreLimits(bodies: .zero))
        let bench = temporary.bench
        let letter = try bench.acceptReady(try StoreBench.event("e1"))[0]
        _ = try bench.settle(letter, .finished(.dead, Reason("x")))
        #expect(try temporary.tidyUp(at: 10))
        guard case .refused(let reason)? = try bench.commit(.replay(letter.id)).first else {
            Issue.record("it was replayed without a body")
            return
        }
        #expect(reason.cause == "body-dropped")
    }

    @Test func `stays under its size while events come and go`() throws {
        let size: Int64 = 3 << 20
        let temporary = try TemporaryStore(limits: StoreLimits(size: size))
        let bench = temporary.bench
        var first: EventNumber?
        for round in 0..<40 {
            for number in 0..<10 {
                let delivery = try bench.acceptReady(try Self.large("e\(round)-\(number)"), at: Int64(round))[0]
                first = first ?? delivery.id.event
                _ = try bench.deliver(delivery)
            }
            #expect(try temporary.tidyUp(at: Int64(10 * round)))
        }
        #expect(temporary.file.size <= size)
        #expect(try bench.ledger.event(try #require(first))?.isEmptied == true)
        #expect(try bench.accept(try StoreBench.event("e0-0"))[0].isDuplicate)
    }

    @Test func `that is full of what waits takes nothing more, lets it end, and opens again`() throws {
        let temporary = try TemporaryStore(limits: StoreLimits(size: 3 << 20))
        let bench = temporary.bench
        var waiting: [StoredDelivery] = []
        let error = #expect(throws: StoreError.self) {
            for number in 0..<1_000 {
                waiting += try bench.acceptReady(try Self.large("e\(number)"))
                #expect(try temporary.tidyUp(at: 0))
            }
        }
        #expect(error?.code == .full)
        #expect(#expect(throws: StoreError.self) { try bench.commit(.probe) }?.code == .full)
        #expect(waiting.count > 50)
        #expect(try bench.ledger.event(waiting[0].id.event)?.isEmptied == false)
        for delivery in waiting { _ = try bench.deliver(delivery) }
        #expect(try temporary.tidyUp(at: 100))
        #expect(temporary.file.size <= 3 << 20)
        _ = try bench.commit(.probe)
        _ = try bench.acceptReady(try Self.large("again"))
    }

    /// What spares the store a look at its size before each transaction.
    @Test func `puts no page to use that is not counted as written`() throws {
        let folder = TemporaryFolder()
        let connection = try Connection(path: folder.path + "t.db", .creating)
        try connection.execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; CREATE TABLE t (a BLOB)")
        for size in [1, 5_000, 300_000, 20_000, 4_000_000] {
            let (used, written) = (try Self.pagesUsed(connection), connection.pagesWritten)
            try connection.execute("INSERT INTO t VALUES (zeroblob(\(size)))")
            #expect(try Self.pagesUsed(connection) - used <= Int64(connection.pagesWritten - written))
            // What is free now is put to use again, where no page is added.
            if size == 300_000 { try connection.execute("DELETE FROM t") }
        }
    }

    @Test func `keeps the last refused requests only`() throws {
        let temporary = try TemporaryStore(limits: StoreLimits(rejections: 2))
        for second in 1...5 { _ = try temporary.bench.commit(.reject(.sample(Int64(second)))) }
        #expect(try temporary.bench.ledger.rejections(limit: 9) == [.sample(5), .sample(4)])
    }

    private static func pagesUsed(_ connection: borrowing Connection) throws -> Int64 {
        let pages = try #require(try connection.integer("PRAGMA page_count"))
        return pages - (try connection.integer("PRAGMA freelist_count") ?? 0)
    }

    /// An event with a body of 32 KiB and a lane of its own.
    private static func large(_ id: String) throws -> NewEvent {
        let small = try StoreBench.event(id, lead: nil)
        let text = String(repeating: "x", count: 32 << 10)
        let event = Event(
            id: id,
            source: small.event.source,
            type: small.event.type,
            receivedAt: small.event.receivedAt,
            body: try JSONDocument("\"\(text)\"").root
        )
        return NewEvent(event, configuration: "c1", deliveries: small.deliveries)
    }
}
