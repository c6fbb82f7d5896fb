import SQLite

/// The texts of the configurations that events were planned by.
final class ConfigurationTable {
    private let insert: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare(
            "INSERT INTO configurations (fingerprint, text) VALUES (?, ?) ON CONFLICT DO NOTHING"
        )
    }

    func add(_ fingerprint: String, _ text: [UInt8]) throws(SQLiteError) {
        try insert.run(lending: text.span) {
            $0.text(fingerprint)
            $0.lent()
        }
    }
}
