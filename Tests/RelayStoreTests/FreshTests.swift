import RelayCore
import RelayStore
import RelayTesting
import SQLite
import Testing

@Suite("A delivery that waits as it was planned")
struct FreshTests {
    private let folder = TemporaryFolder()
    private var file: StoreFile { StoreFile(folder.path + "relay.db") }

    @Test func `gets a row only when it is tried again`() throws {
        let bench = try open()
        let ready = try bench.acceptReady(try StoreBench.event("e1", to: ["octanist", "leadping"]))
        #expect(try rows() == 0)
        #expect(try bench.deliver(ready[0]) == nil)
        #expect(try rows() == 0)
        let later = Delivery.State.waiting(due: StoreBench.moment(90), Reason("busy"))
        _ = try bench.settle(ready[1], later, StoreBench.attempt(1, .retry, status: 503))
        #expect(try rows() == 1)
        #expect(try bench.ledger.counts().waiting == 1)
    }

    @Test func `is found again by the next who opens the store, with those that have rows`() throws {
        var bench = try open()
        let first = try bench.acceptReady(try StoreBench.event("e1", lead: "ann"))[0]
        let second = try bench.acceptReady(try StoreBench.event("e2", lead: "bob"))[0]
        let third = try bench.acceptReady(try StoreBench.event("e3", lead: nil))[0]
        let behind = try bench.accept(try StoreBench.event("e4", lead: "bob"))[0]
        _ = try bench.deliver(first)
        let state = Delivery.State.waiting(due: StoreBench.moment(5), Reason("busy"))
        _ = try bench.settle(second, state, StoreBench.attempt(1, .retry, status: 503))
        bench = try open()
        #expect(try due(bench).map(\.id) == [third.id, second.id])
        #expect(try bench.ledger.counts().waiting == 3)
        #expect(try bench.deliver(second)?.id.event == behind.number)
        #expect(try bench.deliver(third) == nil)
        #expect(try due(bench).map(\.id.event) == [behind.number])
    }

    @Test func `stands where it came, whoever opens the store, if its event says a time that has not come`() throws {
        var bench = try open()
        let ahead = try bench.acceptReady(try StoreBench.event("e1", occurred: 1_000_000))[0]
        bench = try open()
        #expect(try due(bench).map(\.position) == [StoreBench.moment(0)])
        #expect(try due(bench).map(\.id) == [ahead.id])
    }

    @Test func `gets a row when its event is not among the newest any more`() throws {
        var bench = try open(events: 10, slice: 4)
        for number in 0..<100 {
            let lead = "lead\(number % 40)"
            _ = try bench.accept(try StoreBench.event("e\(number)", lead: lead, to: ["octanist", "leadping"]))
        }
        #expect(try rows() >= 150)
        for _ in 0..<2 {
            #expect(try bench.ledger.counts().waiting == 200)
            #expect(try due(bench).count == 40)
            #expect(try bench.ledger.deliveries(DeliveryQuery(limit: .max)).count == 200)
            bench = try open(events: 10, slice: 4)
        }
        var order: [DeliveryID] = []
        var turn = try due(bench)
        while !turn.isEmpty {
            order += turn.map(\.id)
            turn = try turn.compactMap { try bench.deliver($0) }
        }
        #expect(order.count == 100 && Set(order).count == 100)
        #expect(try bench.queue.destinations() == ["leadping"])
    }

    @Test func `may be one of many of its event, for another lead, or for none`() throws {
        var bench = try open()
        let event = try StoreBench.event("e1").event
        let leads: [String?] = ["ann", "Ann's \"other\"", nil] + (3..<70).map { "lead\($0)" }
        let deliveries = leads.enumerated().map { number, lead in
            NewDelivery(
                DeliveryAddress(route: "r", send: "s\(number)", destination: "octanist"),
                lead: lead,
                failure: number == 5 ? Reason("bad") : nil
            )
        }
        let new = NewEvent(event, configuration: "c1", deliveries: deliveries)
        let ready = try #require(try bench.accept(new).first).ready
        #expect(ready.count == 69)
        bench = try open()
        #expect(try due(bench).sorted { $0.id < $1.id } == ready)
        let listed = try bench.ledger.deliveries(DeliveryQuery(limit: .max)).map(\.stored)
        #expect(listed.filter { $0.id.number != 5 } == ready.reversed())
        #expect(try ready.allSatisfy { try bench.queue.delivery($0.id) == $0 })
        for stored in ready { #expect(try bench.deliver(stored) == nil) }
        #expect(try bench.ledger.counts().waiting == 0)
    }

    @Test func `gives its turn to one that stands before it, and gets it back`() throws {
        let bench = try open()
        let newer = try bench.acceptReady(try StoreBench.event("e1", occurred: 20))[0]
        let older = try bench.acceptReady(try StoreBench.event("e2", occurred: 10))[0]
        #expect(try due(bench) == [older])
        #expect(try bench.deliver(older) == newer)
        #expect(try due(bench) == [newer])
    }

    @Test func `is given up, sent again and retired like any other`() throws {
        var bench = try open()
        let first = try bench.acceptReady(try StoreBench.event("e1", lead: "ann"))[0]
        let second = try bench.acceptReady(try StoreBench.event("e2", lead: "bob", to: ["leadping"]))[0]
        let results = try bench.commit(.discard(first.id))
        #expect(try bench.next(results.first) == nil)
        #expect(try due(bench).isEmpty)
        let again = try bench.next(try bench.commit(.replay(first.id), at: 7).first)
        #expect(again?.id == first.id)
        bench = try open()
        #expect(try due(bench).map(\.id) == [first.id])
        _ = try bench.commit(.retire(keeping: [first.address]))
        #expect(try bench.queue.destinations() == ["octanist"])
        #expect(try bench.ledger.deadLetters(after: 0, limit: 9).map(\.1.stored.id) == [second.id])
    }

    @Test func `is counted among what waits for its send`() throws {
        var bench = try open(events: 4, slice: 2)
        let first = try bench.acceptReady(try StoreBench.event("e0", lead: "l0", to: ["octanist", "leadping"]))
        for number in 1..<20 { _ = try bench.acceptReady(try StoreBench.event("e\(number)", lead: "l\(number)")) }
        _ = try bench.accept(try StoreBench.event("e20", lead: "l1"))
        _ = try bench.deliver(first[0])
        let rows = try rows()
        #expect(rows > 0 && rows < 21, "some of them have rows, and some have none")
        let reader = try StoreReader(file)
        #expect(try reader.waiting(butNotFor: []).map(\.address) == first.map(\.address))
        #expect(try reader.waiting(butNotFor: []).map(\.count) == [20, 1])
        #expect(try reader.waiting(butNotFor: [first[0].address]).map(\.count) == [1])
        #expect(try reader.waiting(butNotFor: Set(first.map(\.address))).isEmpty)
        _ = try bench.commit(.retire(keeping: [first[0].address]))
        #expect(try StoreReader(file).waiting(butNotFor: []).map(\.count) == [20])
        bench = try open()
        #expect(try StoreReader(file).waiting(butNotFor: []).map(\.count) == [20])
    }

    @Test func `is planned for its own send, also where the first to name it was taken back`() throws {
        var bench = try open()
        let addresses = ["octanist", "leadping"].map { StoreBench.address($0) }
        func event(_ id: String, _ address: DeliveryAddress) throws -> NewEvent {
            let event = try StoreBench.event(id, lead: id).event
            return NewEvent(event, configuration: "c1", deliveries: [NewDelivery(address, lead: id)])
        }
        try Connection(path: file.path, .writing).execute(
            "CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END"
        )
        let lost = StoreWrite.accept([try event("e1", addresses[0])])
        #expect(throws: StoreError.self) { try bench.commit(lost, .reject(.sample(1))) }
        _ = try bench.acceptReady(try event("e2", addresses[1]))
        _ = try bench.acceptReady(try event("e3", addresses[0]))
        bench = try open()
        #expect(try due(bench).map(\.lane?.lead) == ["e3"])
        #expect(try due(bench).map(\.address) == [addresses[0]])
    }

    // MARK: Steps

    private func open(events: Int = 1_000, slice: Int = 100) throws -> StoreBench {
        let store = try SQLiteStore(file, memory: MemoryLimits(events: events, slice: slice))
        let reader = try StoreReader(file, turns: store.turns)
        return StoreBench(store, queue: reader, ledger: reader)
    }

    private func due(_ bench: StoreBench) throws -> [StoredDelivery] {
        try bench.queue.due(at: "octanist", by: StoreBench.moment(60), limit: 1_000)
    }

    private func rows() throws -> Int64 {
        try Connection(path: file.path, .reading).integer("SELECT count(*) FROM deliveries") ?? -1
    }
}
