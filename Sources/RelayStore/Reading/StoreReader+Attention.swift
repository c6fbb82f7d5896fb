import CivilTime
package import RelayCore
import SQLite

extension StoreReader {
    package func attention() throws(StoreError) -> [AttentionRecord] {
        let sql = """
            SELECT kind, subject, detail, remedy, first, last, count FROM attention
            ORDER BY last DESC, first DESC, kind, subject
            """
        return try attempting("list what to look at") { () throws(SQLiteError) in
            try connection.prepare(sql).all { AttentionRecord($0) }
        }
    }
}

extension AttentionRecord {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            Attention(row.text(0), of: row.text(1), detail: row.text(2), remedy: row.text(3)),
            first: Timestamp(microseconds: row.integer(4)),
            last: Timestamp(microseconds: row.integer(5)),
            count: Int(row.integer(6))
        )
    }
}
