package import RelayCore
import SQLite

extension StoreReader {
    /// Opens a store that somebody else may own, and says so where it is none that this program can read.
    ///
    /// A reader changes nothing, so it cannot bring an older file to the version that its statements are written for.
    package convenience init(checking file: StoreFile) throws(StoreError) {
        let operation = "open the store for reading"
        let connection = try file.openForReading()
        let (present, owner) = try attempting(operation) { () throws(SQLiteError) in
            (
                Int(try connection.integer("PRAGMA user_version") ?? 0),
                try connection.integer("PRAGMA application_id") ?? 0
            )
        }
        guard owner == Schema.applicationID else {
            let fact = "the file is not a store of leadrelay"
            throw StoreError(.unreadable, operation, fact: fact, remedy: "Name another data folder.")
        }
        let last = Schema.migrations.last?.version ?? 0
        let fact = "it has version \(present), and this program reads version \(last)"
        guard present <= last else {
            throw StoreError(.tooNew, operation, fact: fact, remedy: "Use the newer program.")
        }
        guard present == last else {
            let remedy = "Start this version of the relay once: it brings the store to its own."
            throw StoreError(.unreadable, operation, fact: fact, remedy: remedy)
        }
        try self.init(file)
    }
}
