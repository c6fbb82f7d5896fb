import Foundation
import RelayCore
import RelayStore
import RelayTesting

/// A folder that goes with its last user; its path ends in a slash.
final class TemporaryFolder {
    let path: String

    init() {
        let folder = FileManager.default.temporaryDirectory.appending(path: "relay-store-\(UUID().uuidString)")
        path = folder.path() + "/"
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            preconditionFailure("no folder for a test: \(error)")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A store in a folder of its own.
final class TemporaryStore {
    private let folder = TemporaryFolder()
    let file: StoreFile
    let store: SQLiteStore
    let reader: StoreReader

    init(limits: StoreLimits = .standard, patience: Duration = .seconds(2)) throws {
        file = StoreFile(folder.path + "relay.db", patience: patience)
        store = try SQLiteStore(file, limits: limits)
        reader = try StoreReader(file, turns: store.turns)
    }

    var bench: StoreBench { StoreBench(store, queue: reader, ledger: reader) }

    /// Tidies until there is no more to do; false if that takes too long.
    func tidyUp(at second: Int64) throws -> Bool {
        for _ in 0..<10_000 {
            if try !store.tidy(at: StoreBench.moment(second)) { return true }
        }
        return false
    }
}
