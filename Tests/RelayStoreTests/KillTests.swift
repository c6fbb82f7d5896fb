import Foundation
import RelayCore
import RelayStore
import RelayTesting
import Testing

@Suite("A process that is killed while it commits", .timeLimit(.minutes(10)))
struct KillTests {
    @Test(arguments: [1, 40, 400, 2_000])
    func `has lost nothing that it acknowledged`(lines: Int) async throws {
        let folder = TemporaryFolder()
        let file = StoreFile(folder.path + "relay.db")
        let acknowledged = try await Self.killAfter(lines, writingTo: file.path)
        #expect(acknowledged.count >= lines)

        let store = try SQLiteStore(file)
        #expect(store.wasClosed == false)
        try StoreCheck.run(file) { true }
        let reader = try StoreReader(file)
        let events = try reader.events(EventQuery(limit: .max))
        let kept = Set(events.map(\.number))
        #expect(Set(acknowledged).isSubset(of: kept))
        let deliveries = try reader.deliveries(DeliveryQuery(limit: .max))
        #expect(deliveries.count == 2 * kept.count, "an event was stored without its deliveries")

        let again = try events.map { try StoreBench.event($0.senderID, source: $0.source, to: []) }
        guard case .accepted(let receipts)? = try store.commit([.accept(again)], at: StoreBench.moment(0)).first else {
            Issue.record("nothing was accepted")
            return
        }
        #expect(receipts.map(\.number) == events.map(\.number), "an id was forgotten")
        #expect(receipts.allSatisfy { $0.isDuplicate })
    }

    /// Runs a process that commits events until it has acknowledged so many, and returns those.
    private static func killAfter(_ lines: Int, writingTo path: String) async throws -> [EventNumber] {
        let child = try ChildProcess(Bundle.main.bundleURL.appending(path: "RelayBench").path, ["commits", path])
        try await child.output.wait { $0.lineCount >= lines }
        child.signal(SIGKILL)
        // What stands behind the last line's end may have been cut off.
        return await child.output.atEnd().lines.compactMap { EventNumber(text: $0) }
    }
}
