import RelayCore
import SQLite

/// A step from one version of the schema to the next.
package struct Migration: Sendable {
    package let version: Int
    package let sql: String

    package init(to version: Int, _ sql: String) {
        self.version = version
        self.sql = sql
    }
}

extension Migration {
    /// Brings a file to the last version, a transaction each step; what is of a later version is left alone.
    static func apply(_ migrations: [Migration], to connection: borrowing Connection) throws(StoreError) {
        let operation = "open the store"
        let (present, owner) = try attempting(operation) { () throws(SQLiteError) in
            (
                Int(try connection.integer("PRAGMA user_version") ?? 0),
                try connection.integer("PRAGMA application_id") ?? 0
            )
        }
        guard owner == Schema.applicationID || (owner == 0 && present == 0) else {
            let fact = "the file belongs to another program"
            throw StoreError(.unreadable, operation, fact: fact, remedy: "Name another data folder.")
        }
        let last = migrations.last?.version ?? 0
        guard present <= last else {
            let fact = "it has version \(present), and this program knows versions up to \(last)"
            throw StoreError(.tooNew, operation, fact: fact, remedy: "Run the newer program, or restore a backup.")
        }
        try attempting("bring the store to version \(last)") { () throws(SQLiteError) in
            for migration in migrations where migration.version > present { try migration.apply(to: connection) }
        }
    }

    private func apply(to connection: borrowing Connection) throws(SQLiteError) {
        try connection.execute("BEGIN IMMEDIATE")
        do throws(SQLiteError) {
            try connection.execute(sql)
            try connection.execute("PRAGMA user_version = \(version)")
            try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
            try connection.execute("COMMIT")
        } catch {
            if connection.isInTransaction { try? connection.execute("ROLLBACK") }
            throw error
        }
    }
}
