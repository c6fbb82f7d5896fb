import Foundation
import RelayCore
import RelayStore
import RelayTesting
import Testing

@Suite("A check of a store")
struct StoreCheckTests {
    private let folder = TemporaryFolder()
    private var file: StoreFile { StoreFile(folder.path + "relay.db") }

    @Test func `finds nothing in a sound one`() throws {
        try fill(events: 50)
        try StoreCheck.run(file) { true }
    }

    @Test func `finds a page that was overwritten`() throws {
        try fill(events: 300)
        let handle = try FileHandle(forUpdating: URL(filePath: file.path))
        let size = try handle.seekToEnd()
        for offset in stride(from: UInt64(20 * 4_096), to: size, by: 4_096) {
            try handle.seek(toOffset: offset)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 64))
        }
        try handle.close()
        let error = #expect(throws: StoreError.self) { try StoreCheck.run(file) { true } }
        #expect(error?.code == .damaged)
        #expect(error?.remedy.contains("backup") == true)
    }

    @Test func `ends when it is told to`() throws {
        try fill(events: 3_000)
        let error = #expect(throws: StoreError.self) { try StoreCheck.run(file) { false } }
        #expect(error?.code == .stopped)
    }

    private func fill(events: Int) throws {
        let store = try SQLiteStore(file)
        let new = try (0..<events).map { StoreWrite.accept([try StoreBench.event("e\($0)", lead: "l\($0)")]) }
        _ = try store.commit(new, at: StoreBench.moment(0))
        try store.close()
    }
}
