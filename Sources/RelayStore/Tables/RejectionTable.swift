import CivilTime
import RelayCore
import SQLite

/// The last requests that were refused.
final class RejectionTable {
    private let insert, prune: Statement
    private let limit: Int

    init(_ connection: borrowing Connection, limit: Int) throws(SQLiteError) {
        self.limit = limit
        insert = try connection.prepare(
            """
            INSERT INTO rejections (at, peer, path, source, status, cause, body) VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        prune = try connection.prepare(
            "DELETE FROM rejections WHERE number <= (SELECT max(number) FROM rejections) - ?"
        )
    }

    func add(_ request: RejectedRequest) throws(SQLiteError) {
        try insert.run {
            $0.integer(request.at.microseconds)
            $0.text(request.peer)
            $0.text(request.path)
            $0.text(request.source)
            $0.integer(request.status)
            $0.text(request.cause)
            $0.bytes(request.body)
        }
        try prune.run { $0.integer(limit) }
    }
}
