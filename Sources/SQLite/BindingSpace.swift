/// Where the texts and bytes that a statement is bound to stay while it runs, and which of its parameters are NULL.
///
/// SQLite would allocate and free a copy of its own for each, and asks for a call for each NULL that is one already.
@safe
final class BindingSpace {
    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_024, alignment: 1)
    private var used = 0
    /// A bit for each of the first parameters; all are NULL in a new statement.
    private var nulls: UInt64 = .max

    deinit { unsafe memory.deallocate() }

    /// Has the space used anew, because all parameters will be bound anew.
    func startOver() { used = 0 }

    /// Copies bytes to where they stay until the space is used anew; nil where there is no room.
    func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        guard unsafe bytes.count <= memory.count - used, let start = unsafe memory.baseAddress else { return nil }
        let place = unsafe start + used
        if let source = bytes.baseAddress { unsafe place.copyMemory(from: source, byteCount: bytes.count) }
        used += bytes.count
        return UnsafeRawPointer(place)
    }

    /// Notes that a parameter is NULL now, and says whether it has been.
    func becomesNull(_ index: Int32) -> Bool {
        guard index < 64 else { return false }
        defer { nulls |= 1 << UInt64(index) }
        return nulls & 1 << UInt64(index) != 0
    }

    func becomesValue(_ index: Int32) {
        if index < 64 { nulls &= ~(1 << UInt64(index)) }
    }

    func allBecomeNull() { nulls = .max }
}
