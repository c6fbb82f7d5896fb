/// Bytes at an address that stays the same while they are in use, in memory that is used again.
@safe
struct ByteBuffer: ~Copyable {
    /// Memory beyond this is given back after use: one large body should not stay for ever.
    private static let keptCapacity = 64 << 10

    private var memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init() { unsafe memory = .allocate(capacity: 0) }

    deinit { unsafe memory.deallocate() }

    var address: UnsafeRawPointer? { unsafe UnsafeRawPointer(memory.baseAddress) }
    var mutableAddress: UnsafeMutableRawPointer? { unsafe UnsafeMutableRawPointer(memory.baseAddress) }

    mutating func fill(with bytes: [UInt8], and others: [UInt8] = []) {
        count = bytes.count + others.count
        if unsafe memory.count < count { makeRoom(for: max(count, 1_024)) }
        // The memory holds at least as many.
        let end = unsafe memory.update(fromContentsOf: bytes)
        unsafe _ = memory[end...].update(fromContentsOf: others)
    }

    mutating func removeAll() {
        count = 0
        if unsafe memory.count > Self.keptCapacity { makeRoom(for: 0) }
    }

    private mutating func makeRoom(for capacity: Int) {
        unsafe memory.deallocate()
        unsafe memory = .allocate(capacity: capacity)
        unsafe memory.initialize(repeating: 0)
    }
}
