import Foundation
import RelayCore
import RelayStore
import RelayTesting
import SQLite
import Testing

@Suite("A store that is opened")
struct OpeningTests {
    private let folder = TemporaryFolder()
    private var file: StoreFile { StoreFile(folder.path + "relay.db") }

    @Test func `knows whether it was closed`() throws {
        var store: SQLiteStore? = try SQLiteStore(file)
        #expect(store?.wasClosed == nil)
        try store?.close()
        store = try SQLiteStore(file)
        #expect(store?.wasClosed == true)
        store = nil
        store = try SQLiteStore(file)
        #expect(store?.wasClosed == false)
    }

    @Test func `has what it had`() throws {
        let number = try open().accept(try StoreBench.event("e1"))[0].number
        let again = try open()
        #expect(try again.accept(try StoreBench.event("e1"))[0].number == number)
        #expect(try again.queue.due(at: "octanist", by: StoreBench.moment(0), limit: 9).count == 1)
        #expect(try again.accept(try StoreBench.event("e2"), at: -500)[0].number > number)
    }

    @Test func `belongs to its user alone`() throws {
        let bench = try open()
        _ = try bench.accept(try StoreBench.event("e1"))
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "relay.db\(suffix)")
        }
    }

    @Test func `is brought to the last version, once`() throws {
        _ = try SQLiteStore(file)
        let second = Schema.migrations + [Migration(to: Self.next, "ALTER TABLE events ADD COLUMN extra TEXT")]
        _ = try SQLiteStore(file, migrations: second)
        _ = try SQLiteStore(file, migrations: second)
        #expect(try Connection(path: file.path, .reading).integer("PRAGMA user_version") == Int64(Self.next))
    }

    @Test func `stays as it was when a migration fails`() throws {
        _ = try SQLiteStore(file)
        let broken = Schema.migrations + [Migration(to: Self.next, "CREATE TABLE extra (a INTEGER); SELECT nothing")]
        #expect(throws: StoreError.self) { _ = try SQLiteStore(file, migrations: broken) }
        #expect(try Connection(path: file.path, .reading).integer("PRAGMA user_version") == Int64(Self.next - 1))
        _ = try SQLiteStore(file)
    }

    @Test func `is refused if it is newer than the program`() throws {
        _ = try SQLiteStore(file, migrations: Schema.migrations + [Migration(to: Self.next, "")])
        let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(file) }
        #expect(error?.code == .tooNew)
        #expect(error?.fact.contains("version \(Self.next)") == true)
    }

    @Test func `is refused if it is another program's`() throws {
        try Connection(path: file.path, .creating).execute("PRAGMA application_id = 7; CREATE TABLE t (a)")
        let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(file) }
        #expect(error?.code == .unreadable)
    }

    @Test func `is refused if it is no store at all`() throws {
        try Data(repeating: 65, count: 9_000).write(to: URL(filePath: file.path))
        let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(file) }
        #expect(error?.code == .damaged)
    }

    @Test func `cannot be where there is no folder`() throws {
        let error = #expect(throws: StoreError.self) { _ = try SQLiteStore(StoreFile(folder.path + "none/relay.db")) }
        #expect(error?.code == .unreadable)
        #expect(error?.description.contains("none/relay.db") == true)
    }

    /// The version after the last.
    private static let next = (Schema.migrations.last?.version ?? 0) + 1

    private func open() throws -> StoreBench {
        let reader: StoreReader
        let store = try SQLiteStore(file)
        reader = try StoreReader(file, turns: store.turns)
        return StoreBench(store, queue: reader, ledger: reader)
    }
}
