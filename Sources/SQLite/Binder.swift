import CSQLite

/// Binds a statement's parameters from the first to the last.
///
/// An error is kept until all are bound, so that a list of bindings reads as one.
@safe
package struct Binder: ~Copyable {
    private let handle: OpaquePointer
    private let space: BindingSpace
    private let borrowed: UnsafeBufferPointer<UInt8>?
    private var index: Int32 = 0
    private(set) var code = SQLITE_OK

    init(_ handle: OpaquePointer, _ space: BindingSpace, lent: UnsafeBufferPointer<UInt8>? = nil) {
        unsafe self.handle = handle
        self.space = space
        space.startOver()
        unsafe borrowed = lent
    }

    package mutating func integer(_ value: Int64) {
        note(unsafe sqlite3_bind_int64(handle, nextValue(), value))
    }

    package mutating func integer(_ value: Int) { integer(Int64(value)) }

    package mutating func integer(_ value: Int64?) {
        if let value { integer(value) } else { null() }
    }

    package mutating func text(_ value: String) {
        let index = nextValue()
        note(
            unsafe value.utf8Span.span.withUnsafeBytes { bytes in
                let (count, kept) = unsafe (Int32(clamping: bytes.count), space.keep(bytes))
                if let kept = unsafe kept { return unsafe relay_bind_kept_text(handle, index, kept, count) }
                return unsafe relay_bind_text(handle, index, bytes.baseAddress, count)
            }
        )
    }

    package mutating func text(_ value: String?) {
        if let value { text(value) } else { null() }
    }

    /// Binds a copy of bytes; none are a NULL.
    package mutating func bytes(_ value: [UInt8]) {
        guard !value.isEmpty else { return null() }
        let index = nextValue()
        note(
            unsafe value.span.withUnsafeBytes { bytes in
                let (count, kept) = unsafe (Int32(clamping: bytes.count), space.keep(bytes))
                if let kept = unsafe kept { return unsafe relay_bind_lent(handle, index, kept, count) }
                return unsafe relay_bind_copy(handle, index, bytes.baseAddress, count)
            }
        )
    }

    /// Binds the bytes that the statement is run with; none are a NULL.
    package mutating func lent() {
        let count = unsafe borrowed?.count ?? 0
        note(unsafe relay_bind_lent(handle, nextValue(), borrowed?.baseAddress, Int32(clamping: count)))
    }

    package mutating func null() {
        let index = next()
        if !space.becomesNull(index) { note(unsafe sqlite3_bind_null(handle, index)) }
    }

    private mutating func next() -> Int32 {
        index += 1
        return index
    }

    private mutating func nextValue() -> Int32 {
        let index = next()
        space.becomesValue(index)
        return index
    }

    private mutating func note(_ result: Int32) {
        if code == SQLITE_OK { code = result }
    }
}
