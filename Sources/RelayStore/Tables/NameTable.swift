import SQLite

/// Texts that stand in many rows, as small numbers: sources, destinations, fingerprints.
final class NameTable {
    private let insert, find: Statement
    private var known: [String: Int64] = [:]
    private var recent = FewFound<(text: String, id: Int64)>()

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare("INSERT INTO names (text) VALUES (?) ON CONFLICT DO NOTHING")
        find = try connection.prepare("SELECT id FROM names WHERE text = ?")
    }

    /// The text's number, given now if it has none.
    func id(of text: String) throws(SQLiteError) -> Int64 {
        // Their lengths tell most texts apart for less than a comparison.
        if let found = recent.first(where: { $0.text.utf8.count == text.utf8.count && $0.text == text }) {
            return found.id
        }
        let id = try foundID(of: text)
        recent.keep((text, id))
        return id
    }

    private func foundID(of text: String) throws(SQLiteError) -> Int64 {
        if let id = known[text] { return id }
        try insert.run { $0.text(text) }
        let id = try find.first({ $0.text(text) }) { $0.integer(0) } ?? 0
        // They come from the configuration; whatever else is named must not fill the memory.
        if known.count >= 4_096 { forget() }
        known[text] = id
        return id
    }

    /// What was given within a transaction is gone if that is taken back.
    func forget() {
        known.removeAll()
        recent.removeAll()
    }
}
