import SQLite
import Testing

@Suite("A statement")
struct StatementTests {
    @Test func `gives back what was bound to it`() throws {
        let connection = try Connection(path: ":memory:", .creating)
        try connection.execute("CREATE TABLE t (a INTEGER, b TEXT, c BLOB, d TEXT) STRICT")
        let insert = try connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?)")
        #expect(
            try insert.run {
                $0.integer(Int64.min)
                $0.text("é\0\"")
                $0.bytes([0, 255])
                $0.text("")
            } == 1
        )
        let found = try connection.prepare("SELECT * FROM t").first { row in
            (row.integer(0), row.text(1), row.bytes(2), row.optionalText(3))
        }
        let row = try #require(found)
        #expect(row.0 == .min)
        #expect(row.1 == "é\0\"")
        #expect(row.2 == [0, 255])
        #expect(row.3 == "")
    }

    @Test func `reads nothing where nothing was bound`() throws {
        let connection = try Connection(path: ":memory:", .creating)
        let select = try connection.prepare("SELECT ?, ?, ?, ?")
        let found = try select.first({
            $0.null()
            $0.text(nil)
            $0.bytes([])
            $0.integer(nil)
        }) { row in
            (
                row.optionalInteger(0), row.optionalText(1), row.bytes(2), row.isNull(2), row.optionalInteger(3),
                row.text(1)
            )
        }
        let row = try #require(found)
        #expect(row.0 == nil)
        #expect(row.1 == nil)
        #expect(row.2 == [])
        #expect(row.3, "no bytes are a NULL")
        #expect(row.4 == nil)
        #expect(row.5 == "")
    }

    @Test func `lends bytes for one run only`() throws {
        let connection = try Connection(path: ":memory:", .creating)
        try connection.execute("CREATE TABLE t (a BLOB)")
        let insert = try connection.prepare("INSERT INTO t VALUES (?)")
        let bytes: [UInt8] = [1, 2, 3]
        try insert.run(lending: bytes.span) { $0.lent() }
        try insert.run(lending: [UInt8]().span) { $0.lent() }
        try insert.run { _ in }
        let rows = try connection.prepare("SELECT a FROM t").all { $0.bytes(0) }
        #expect(rows == [[1, 2, 3], [], []])
    }

    @Test func `says how many rows it changed, and can be run again after an error`() throws {
        let connection = try Connection(path: ":memory:", .creating)
        try connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT")
        let insert = try connection.prepare("INSERT INTO t VALUES (?)")
        try insert.run { $0.integer(1) }
        #expect(throws: SQLiteError.self) { try insert.run { $0.integer(1) } }
        try insert.run { $0.integer(2) }
        #expect(try connection.prepare("DELETE FROM t").run() == 2)
    }

    @Test func `refuses a parameter that it does not have`() throws {
        let connection = try Connection(path: ":memory:", .creating)
        let select = try connection.prepare("SELECT ?")
        #expect(throws: SQLiteError.self) {
            try select.run {
                $0.integer(1)
                $0.integer(2)
            }
        }
    }

    @Test func `outlives its connection`() throws {
        let statement = try lonelyStatement()
        #expect(try statement.first { $0.integer(0) } == 7)
    }

    private func lonelyStatement() throws -> Statement {
        try Connection(path: ":memory:", .creating).prepare("SELECT 7")
    }
}
