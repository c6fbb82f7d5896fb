import Foundation
import RelayCore
import RelayStore
import RelayTesting
import Testing

@Suite("A process that is killed while it commits", .timeLimit(.minutes(10)))
struct KillTests {
    @Test(arguments: [1, 40, 400, 2_000])
    func `has lost nothing that it acknowledged`(lines: Int) throws {
        let folder = TemporaryFolder()
        let file = StoreFile(folder.path + "relay.db")
        let acknowledged = try Self.killAfter(lines, writingTo: file.path)
        #expect(acknowledged.count >= lines)

        let store = try SQLiteStore(file)
        #expect(store.wasClosed == false)
        try StoreCheck.run(file) { true }
        let reader = try StoreReader(file)
        let kept = Set(try reader.events(EventQuery(limit: .max)).map(\.number))
        #expect(Set(acknowledged).isSubset(of: kept))
        let deliveries = try reader.deliveries(DeliveryQuery(limit: .max))
        #expect(deliveries.count == 2 * kept.count, "an event was stored without its deliveries")
    }

    /// Runs a process that commits events until it has acknowledged so many, and returns those.
    private static func killAfter(_ lines: Int, writingTo path: String) throws -> [EventNumber] {
        let process = Process()
        process.executableURL = Bundle.main.bundleURL.appending(path: "RelayBench")
        process.arguments = ["commits", path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var bytes = Data()
        while bytes.count(where: { $0 == UInt8(ascii: "\n") }) < lines {
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else { break }
            bytes += chunk
        }
        kill(process.processIdentifier, SIGKILL)
        bytes += output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        // What stands behind the last line's end may have been cut off.
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .compactMap { EventNumber(text: String($0)) }
    }
}
