import CSQLite

/// What SQLite could not do, in its own words.
package struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// The primary result code.
    package let code: Int32
    /// The code that tells more precisely what happened.
    package let extendedCode: Int32
    package let message: String

    /// What a caller can do about it depends on this.
    package enum Kind: Sendable {
        case full, busy, damaged, cannotOpen, readOnly, inputOutput, interrupted, other
    }

    package init(extendedCode: Int32, message: String) {
        code = extendedCode & 0xFF
        self.extendedCode = extendedCode
        self.message = message
    }

    /// The error that a connection met last; without one, what the code means.
    init(_ extendedCode: Int32, on connection: OpaquePointer?) {
        // Both texts live until the next call on the connection, or for ever.
        let text = unsafe connection.map { unsafe sqlite3_errmsg($0) } ?? sqlite3_errstr(extendedCode)
        let message = unsafe text.map { unsafe String(cString: $0) } ?? "error \(extendedCode)"
        self.init(extendedCode: extendedCode, message: message)
    }

    package var kind: Kind {
        switch code {
        case SQLITE_FULL: .full
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
        case SQLITE_CANTOPEN: .cannotOpen
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: .readOnly
        // The index of the write-ahead log could not grow: the disk has no room for it.
        case SQLITE_IOERR where extendedCode == Self.shortOfSharedMemory: .full
        case SQLITE_IOERR: .inputOutput
        case SQLITE_INTERRUPT: .interrupted
        default: .other
        }
    }

    package var description: String { "\(message) (SQLite's code \(extendedCode))" }

    /// `SQLITE_IOERR_SHMSIZE`, a macro that Swift does not import.
    private static let shortOfSharedMemory = SQLITE_IOERR | 19 << 8
}
