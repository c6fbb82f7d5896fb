import SQLite

/// Runs work so that all of it happens, or none.
final class Transactions {
    private let begin, save, undo: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        // The lock for writing is taken at once: a transaction that read first might not get it.
        begin = try connection.prepare("BEGIN IMMEDIATE")
        save = try connection.prepare("COMMIT")
        undo = try connection.prepare("ROLLBACK")
    }

    func run<Value>(
        on connection: borrowing Connection,
        _ body: () throws(SQLiteError) -> Value
    ) throws(SQLiteError) -> Value {
        try begin.run()
        do throws(SQLiteError) {
            let value = try body()
            try save.run()
            return value
        } catch {
            // Some errors have taken everything back already.
            if connection.isInTransaction { _ = try? undo.run() }
            throw error
        }
    }
}
