import Foundation
import RelayCore
import RelayStore
import RelayTesting

/// A store in a folder of its own, which goes with it.
final class TemporaryStore {
    let folder: URL
    let file: StoreFile
    let store: SQLiteStore
    let reader: StoreReader

    init(limits: StoreLimits = .standard, patience: Duration = .seconds(2)) throws {
        folder = try Self.makeFolder()
        file = StoreFile(folder.appending(path: "relay.db").path(), patience: patience)
        store = try SQLiteStore(file, limits: limits)
        reader = try StoreReader(file)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var bench: StoreBench { StoreBench(store, queue: reader, ledger: reader) }

    static func makeFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "relay-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
