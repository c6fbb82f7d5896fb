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

    mutating func fill(with bytes: [UInt8]) {
        if unsafe memory.count < bytes.count { makeRoom(for: max(bytes.count, 1_024)) }
        // The memory holds at least as many.
        unsafe _ = memory.update(fromContentsOf: bytes)
        count = bytes.count
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
