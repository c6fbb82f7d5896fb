import CSQLite

/// A prepared statement with one owner, ready to be run any number of times.
///
/// Each way to run it binds all parameters anew, and gives the locks and the rows back before it returns.
@safe
package struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let space = BindingSpace()

    init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe sqlite3_finalize(handle) }

    /// Runs it for what it does, and says how many rows that changed.
    @discardableResult
    package func run(_ bind: (inout Binder) -> Void = { _ in }) throws(SQLiteError) -> Int {
        try bound(bind)
        defer { unsafe sqlite3_reset(handle) }
        while try step() {}
        return Int(unsafe sqlite3_changes(sqlite3_db_handle(handle)))
    }

    /// Runs it with bytes that `Binder.lent()` binds without a copy.
    @discardableResult
    package func run(lending bytes: Span<UInt8>, _ bind: (inout Binder) -> Void) throws(SQLiteError) -> Int {
        try unsafe bytes.withUnsafeBufferPointer { bytes throws(SQLiteError) in
            try unsafe lend(bytes, bind)
        }
    }

    /// The first row's value; nil where there is no row.
    package func first<Value>(
        _ bind: (inout Binder) -> Void = { _ in },
        _ read: (borrowing Row) -> Value
    ) throws(SQLiteError) -> Value? {
        try bound(bind)
        defer { unsafe sqlite3_reset(handle) }
        return try step() ? unsafe read(Row(handle)) : nil
    }

    /// A value for each row.
    package func all<Value>(
        _ bind: (inout Binder) -> Void = { _ in },
        _ read: (borrowing Row) -> Value
    ) throws(SQLiteError) -> [Value] {
        try bound(bind)
        defer { unsafe sqlite3_reset(handle) }
        var values: [Value] = []
        while try step() { unsafe values.append(read(Row(handle))) }
        return values
    }

    private func lend(_ bytes: UnsafeBufferPointer<UInt8>, _ bind: (inout Binder) -> Void) throws(SQLiteError) -> Int {
        var binder = unsafe Binder(handle, space, lent: bytes)
        bind(&binder)
        defer {
            unsafe sqlite3_reset(handle)
            unsafe sqlite3_clear_bindings(handle)  // The bytes are gone when this returns.
            space.allBecomeNull()
        }
        try check(binder.code)
        while try step() {}
        return Int(unsafe sqlite3_changes(sqlite3_db_handle(handle)))
    }

    private func bound(_ bind: (inout Binder) -> Void) throws(SQLiteError) {
        var binder = unsafe Binder(handle, space)
        bind(&binder)
        try check(binder.code)
    }

    /// Whether there is a further row.
    private func step() throws(SQLiteError) -> Bool {
        let code = unsafe sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else { throw unsafe SQLiteError(code, on: sqlite3_db_handle(handle)) }
        return false
    }

    private func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw unsafe SQLiteError(code, on: sqlite3_db_handle(handle)) }
    }
}
