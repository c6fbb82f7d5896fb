import Foundation
import RelayCore
import RelayStore
import RelayTesting
import RelayTrials
import SQLite
import Testing

@Suite("A store that fails")
struct FaultTests {
    @Test func `to get the lock says so, takes everything back, and goes on`() throws {
        let temporary = try TemporaryStore(patience: .milliseconds(10))
        let other = try Connection(path: temporary.file.path, .writing)
        try other.execute("BEGIN IMMEDIATE")
        let error = #expect(throws: StoreError.self) { try temporary.bench.accept(try StoreBench.event("e1")) }
        #expect(error?.code == .locked)
        try other.execute("COMMIT")
        #expect(try temporary.bench.accept(try StoreBench.event("e1"))[0].isDuplicate == false)
    }

    @Test func `within a transaction takes all of it back, also what it knew of names`() throws {
        let temporary = try TemporaryStore()
        let other = try Connection(path: temporary.file.path, .writing)
        try other.execute(
            """
            CREATE TRIGGER fault BEFORE INSERT ON events WHEN NEW.lead = 'bad' BEGIN SELECT RAISE(ABORT, 'bad'); END
            """
        )
        let bench = temporary.bench
        let events = [
            try StoreBench.event("e1", source: "new", to: ["fresh"]), try StoreBench.event("e2", lead: "bad"),
        ]
        #expect(throws: StoreError.self) { try bench.commit(.reject(.sample(1)), .accept(events)) }
        #expect(try bench.ledger.counts().waiting == 0)
        #expect(try bench.ledger.events(EventQuery()) == [])
        #expect(try bench.ledger.rejections(limit: 9) == [])
        let ready = try bench.acceptReady(events[0])
        #expect(try bench.queue.due(at: "fresh", by: StoreBench.moment(0), limit: 9) == ready)
        #expect(try bench.ledger.events(EventQuery()).map(\.source) == ["new"])
    }

    @Test func `takes back whose turn it was`() throws {
        let temporary = try TemporaryStore()
        let bench = temporary.bench
        let newer = try bench.acceptReady(try StoreBench.event("e1", occurred: 20))[0]
        try Connection(path: temporary.file.path, .writing).execute(
            """
            CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END
            """
        )
        let older = try StoreBench.event("e2", occurred: 10)
        #expect(throws: StoreError.self) { try bench.commit(.accept([older]), .reject(.sample(1))) }
        #expect(throws: StoreError.self) { try bench.commit(.discard(newer.id), .reject(.sample(1))) }
        #expect(try bench.queue.due(at: "octanist", by: StoreBench.moment(0), limit: 9) == [newer])
        let third = try bench.accept(try StoreBench.event("e3", occurred: 30))[0]
        #expect(third.ready == [])
        #expect(try bench.deliver(newer)?.id.event == third.number)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a small disk"))
    func `for want of room on the disk works again when there is some`() throws {
        let disk = try #require(SmallDisk(kibibytes: 2_048))
        let file = StoreFile(disk.path + "relay.db")
        let store = try SQLiteStore(file)
        let reader = try StoreReader(file, turns: store.turns)
        let bench = StoreBench(store, queue: reader, ledger: reader)
        try Data(count: 400_000).write(to: URL(filePath: disk.path + "ballast"))
        var accepted: [EventNumber] = []
        let error = #expect(throws: StoreError.self) {
            for number in 0..<20_000 { accepted += try bench.accept(try StoreBench.event("e\(number)")).map(\.number) }
        }
        #expect(error?.code == .full)
        #expect(accepted.count > 20)
        #expect(#expect(throws: StoreError.self) { try bench.commit(.probe) }?.code == .full)
        try FileManager.default.removeItem(atPath: disk.path + "ballast")
        _ = try bench.commit(.probe)
        accepted += try bench.accept(try StoreBench.event("again")).map(\.number)
        #expect(try bench.ledger.events(EventQuery(limit: .max)).map(\.number) == accepted.reversed())
    }
}

extension RejectedRequest {
    static func sample(_ second: Int64) -> RejectedRequest {
        let at = StoreBench.moment(second)
        return RejectedRequest(at: at, peer: "192.0.2.1", path: "/", source: "", status: 404, cause: "source")
    }
}
