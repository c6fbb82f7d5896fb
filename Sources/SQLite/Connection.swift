import CSQLite

/// A SQLite connection with one owner: it cannot be copied, closed twice, or used once closed.
///
/// It belongs to one thread at a time, which its owner sees to. Statements may outlive it: SQLite closes the file with
/// the last of them.
@safe
package struct Connection: ~Copyable {
    private let handle: OpaquePointer

    package enum Access: Sendable {
        case reading, writing
        /// Writing; the file is made if there is none.
        case creating
    }

    /// Opens a file of a system that is registered with SQLite; nil stands for that of this machine.
    package init(path: String, _ access: Access, on system: String? = nil) throws(SQLiteError) {
        _ = Self.isConfigured
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &opened, access.flags | SQLITE_OPEN_NOMUTEX, system)
        guard code == SQLITE_OK, let opened = unsafe opened else {
            let error = unsafe SQLiteError(code, on: opened)
            unsafe sqlite3_close_v2(opened)  // SQLite hands back a handle even when opening fails.
            throw error
        }
        unsafe sqlite3_extended_result_codes(opened, 1)
        unsafe handle = opened
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    /// Prepares one statement, which is meant to be kept.
    package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared = unsafe prepared else { throw unsafe SQLiteError(code, on: handle) }
        return unsafe Statement(prepared)
    }

    /// Runs any number of statements for what they do.
    package func execute(_ sql: String) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw unsafe SQLiteError(code, on: handle) }
    }

    /// The number in the first column of the first row; nil without a row, or for a NULL.
    package func integer(_ sql: String) throws(SQLiteError) -> Int64? {
        try prepare(sql).first { row in row.optionalInteger(0) } ?? nil
    }

    /// Whether a transaction is open: some errors end one, others leave that to the caller.
    package var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

    /// How many pages it has written to the log or the file; begins again at nought after 2^31 - 1.
    package var pagesWritten: Int32 {
        var (written, highest): (Int32, Int32) = (0, 0)
        unsafe sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, &written, &highest, 0)
        return written
    }

    /// How long to wait for a lock that somebody else holds.
    package func waitForLocks(_ limit: Duration) {
        let milliseconds = limit.components.seconds * 1_000 + limit.components.attoseconds / 1_000_000_000_000_000
        unsafe sqlite3_busy_timeout(handle, Int32(clamping: milliseconds))
    }

    /// Asks every so many steps whether to go on with the body's statements; a no ends them with an error that is
    /// `interrupted`.
    package func askingWhetherToGoOn<Value>(
        everySteps steps: Int32,
        _ goesOn: @escaping () -> Bool,
        _ body: () throws(SQLiteError) -> Value
    ) throws(SQLiteError) -> Value {
        let question = unsafe Unmanaged.passRetained(Question(goesOn))
        unsafe sqlite3_progress_handler(
            handle,
            steps,
            { unsafe $0.map { unsafe Question.isAnsweredByNo($0) } ?? 0 },
            question.toOpaque()
        )
        defer {
            unsafe sqlite3_progress_handler(handle, 0, nil, nil)
            unsafe question.release()  // Nobody asks any more.
        }
        return try body()
    }

    /// Must happen before the first connection; that it did not is no fault, only slower.
    private static let isConfigured = relay_sqlite_skip_statistics() == SQLITE_OK
}

extension Connection.Access {
    fileprivate var flags: Int32 {
        switch self {
        case .reading: SQLITE_OPEN_READONLY
        case .writing: SQLITE_OPEN_READWRITE
        case .creating: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
    }
}

/// Carries a closure through C.
private final class Question {
    private let goesOn: () -> Bool

    init(_ goesOn: @escaping () -> Bool) { self.goesOn = goesOn }

    static func isAnsweredByNo(_ pointer: UnsafeMutableRawPointer) -> Int32 {
        unsafe Unmanaged<Question>.fromOpaque(pointer).takeUnretainedValue().goesOn() ? 0 : 1
    }
}
