import Foundation
import RelayCore
import RelayStore

/// Commits events to a store for ever, and prints each one's number once it is acknowledged: to be killed by a test.
struct CommittingProcess {
    let path: String

    func run() throws {
        // Little stays in memory, so that whatever moment it is killed at, something is half written.
        let memory = MemoryLimits(ids: 300, places: 16, slice: 40)
        let store = try SQLiteStore(StoreFile(path), memory: memory)
        var events = try StoreEvents()
        var results: [StoreResult] = []
        while true {
            results = try store.commit(events.settlements(of: results) + events.requests(8), at: events.now)
            for case .accepted(let receipts) in results {
                for receipt in receipts { print(receipt.number.text) }
            }
            fflush(nil)
        }
    }
}
