import RelayStore
import SQLite
import Testing

/// However much a store holds, these are asked again and again.
@Suite("What a job asks of the store")
struct RepairPlanTests {
    private let temporary: TemporaryStore

    init() throws { temporary = try TemporaryStore() }

    private func steps(_ sql: String) throws -> [String] {
        try Connection(path: temporary.file.path, .reading).prepare("EXPLAIN QUERY PLAN " + sql).all { $0.text(3) }
    }

    @Test func `counts what is due along an index`() throws {
        let steps = try steps(StoreReader.countOfDueReplays)
        #expect(steps.contains { $0.hasPrefix("SEARCH deliveries USING INDEX due_replays (destination=? AND due<?)") })
        #expect(!steps.contains { $0.hasPrefix("SCAN deliveries") })
    }

    @Test func `goes on among dead letters where it was, without sorting them`() throws {
        let steps = try steps(StoreReader.pageOfLetters)
        #expect(steps.contains { $0.hasPrefix("SEARCH d USING INDEX letters_in_order (") })
        #expect(!steps.contains { $0.hasPrefix("SCAN d") || $0.contains("TEMP B-TREE") })
    }
}
