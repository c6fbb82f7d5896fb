import CivilTime
import RelayCore
import SQLite

/// What an operator should look at.
final class AttentionTable {
    private let insert, again, prune, remove, removeAll: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        insert = try connection.prepare(
            """
            INSERT INTO attention (kind, subject, first, last, count, detail, remedy)
            VALUES (?1, ?2, ?3, ?3, ?6, ?4, ?5) ON CONFLICT DO NOTHING
            """
        )
        again = try connection.prepare(
            """
            UPDATE attention SET last = ?3, count = count + ?6, detail = ?4, remedy = ?5
            WHERE kind = ?1 AND subject = ?2
            """
        )
        prune = try connection.prepare(
            """
            DELETE FROM attention WHERE (kind, subject) IN (
                SELECT kind, subject FROM attention WHERE (kind, subject) <> (?1, ?2)
                ORDER BY last DESC, first DESC LIMIT -1 OFFSET ?3
            )
            """
        )
        remove = try connection.prepare("DELETE FROM attention WHERE kind = ? AND subject = ?")
        removeAll = try connection.prepare("DELETE FROM attention")
    }

    /// Says whether nothing was known of it.
    func add(_ attention: Attention, times: Int, at now: Timestamp) throws(SQLiteError) -> Bool {
        let isNew = try insert.run { $0.attention(attention, times, at: now) } > 0
        guard isNew else {
            try again.run { $0.attention(attention, times, at: now) }
            return false
        }
        try prune.run {
            $0.text(attention.kind)
            $0.text(attention.subject)
            $0.integer(Attention.most - 1)
        }
        return true
    }

    /// How much was there of what is to go.
    func remove(_ name: Attention.Name?) throws(SQLiteError) -> Int {
        guard let name else { return try removeAll.run { _ in } }
        return try remove.run {
            $0.text(name.kind)
            $0.text(name.subject)
        }
    }
}

extension Binder {
    fileprivate mutating func attention(_ attention: Attention, _ times: Int, at now: Timestamp) {
        text(attention.kind)
        text(attention.subject)
        integer(now.microseconds)
        text(attention.detail)
        text(attention.remedy)
        integer(times)
    }
}
