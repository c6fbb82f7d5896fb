import RelayCore
import RelayStore
import RelayTesting
import SQLite
import Testing

@Suite("More senders' ids than are kept in memory")
struct IDTests {
    private static let day: Int64 = 86_400
    private let folder = TemporaryFolder()
    private var file: StoreFile { StoreFile(folder.path + "relay.db") }

    /// Some are in the table, some are being written, and some have come since.
    @Test(arguments: [50, 100, 101, 110, 149, 220, 370])
    func `are known after a restart, and their aliases too`(count: Int) throws {
        let numbers = try accept(0..<count)
        let again = try accept(0..<count)
        #expect(again.map(\.number) == numbers.map(\.number))
        #expect(again.allSatisfy { $0.isDuplicate })
        let store = try openStore()
        let byAlias = try (0..<count).map { try StoreBench.event("other \($0)", aliases: ["alias \($0)"]) }
        #expect(try accept(byAlias, to: store).allSatisfy { $0.isDuplicate })
        #expect(try accept([try StoreBench.event("other 0")], to: store).map(\.isDuplicate) == [false])
    }

    @Test(arguments: [90, 110, 370])
    func `are found by who asks for them`(count: Int) throws {
        let numbers = try accept(0..<count).map(\.number)
        let reader = try StoreReader(file)
        for (index, number) in numbers.enumerated() {
            #expect(try reader.number(ofSenderID: "id \(index)", source: "crm") == number)
            #expect(try reader.number(ofSenderID: "alias \(index)", source: nil) == number)
        }
        #expect(try reader.number(ofSenderID: "id 1", source: "forms") == nil)
    }

    @Test(arguments: [90, 110, 150])
    func `are free again when their transaction is taken back`(count: Int) throws {
        _ = try accept(0..<count)
        let store = try openStore()
        let connection = try Connection(path: file.path, .writing)
        try connection.execute(
            "CREATE TRIGGER fault BEFORE INSERT ON rejections BEGIN SELECT RAISE(ABORT, 'bad'); END"
        )
        let refused = StoreWrite.accept(try events(count..<count + 200))
        #expect(throws: StoreError.self) {
            try store.commit([refused, .reject(.sample(1))], at: StoreBench.moment(0))
        }
        #expect(try accept(try events(0..<count), to: store).allSatisfy { $0.isDuplicate })
        #expect(try accept(try events(count..<count + 200), to: store).allSatisfy { !$0.isDuplicate })
        #expect(try accept(try events(0..<count + 200), to: store).allSatisfy { $0.isDuplicate })
    }

    @Test func `outlive their events`() throws {
        let limits = StoreLimits(history: .seconds(Self.day), duplicates: .seconds(10 * Self.day))
        let store = try openStore(limits)
        let old = try accept(try (0..<40).map { try StoreBench.event("id \($0)", to: []) }, to: store)
        _ = try store.commit([.accept([try StoreBench.event("new", to: [])])], at: StoreBench.moment(3 * Self.day))
        while try store.tidy(at: StoreBench.moment(3 * Self.day)) {}
        #expect(try StoreReader(file).events(EventQuery(limit: .max)).map(\.senderID) == ["new"])
        for known in [store, try openStore(limits)] {
            #expect(try accept(try events(0..<40), to: known).map(\.number) == old.map(\.number))
        }
    }

    @Test func `are other ones if their bytes are`() throws {
        let texts = ["a\u{323}\u{307}", "a\u{307}\u{323}"]
        #expect(texts[0] == texts[1])
        let store = try openStore()
        #expect(try accept(try texts.map { try StoreBench.event($0) }, to: store).allSatisfy { !$0.isDuplicate })
    }

    // MARK: Steps

    private func openStore(_ limits: StoreLimits = .standard) throws -> SQLiteStore {
        try SQLiteStore(file, limits: limits, memory: MemoryLimits(ids: 200, slice: 60))
    }

    private func events(_ numbers: Range<Int>) throws -> [NewEvent] {
        try numbers.map { try StoreBench.event("id \($0)", aliases: ["alias \($0)"]) }
    }

    private func accept(_ numbers: Range<Int>) throws -> [Receipt] {
        try accept(try events(numbers), to: try openStore())
    }

    private func accept(_ events: [NewEvent], to store: SQLiteStore) throws -> [Receipt] {
        let results = try store.commit([.accept(events)], at: StoreBench.moment(0))
        guard case .accepted(let receipts)? = results.first else { return [] }
        return receipts
    }
}
