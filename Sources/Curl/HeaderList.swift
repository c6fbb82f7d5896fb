import CCurl

/// Header lines at an address that stays the same while libcurl reads them, in memory that is used again.
@safe
struct HeaderList: ~Copyable {
    private var text = ByteBuffer()
    private var nodes: UnsafeMutableBufferPointer<curl_slist>
    private var count = 0

    init() { unsafe nodes = .allocate(capacity: 0) }

    deinit { unsafe nodes.deallocate() }

    var address: UnsafeRawPointer? { unsafe count > 0 ? UnsafeRawPointer(nodes.baseAddress) : nil }

    mutating func fill(with lines: HeaderLines, and others: HeaderLines) {
        text.fill(with: lines.bytes, and: others.bytes)
        count = lines.starts.count + others.starts.count
        if unsafe nodes.count < count { makeRoom(for: max(count, 16)) }
        link(lines.starts, behind: 0, textsAt: 0)
        link(others.starts, behind: lines.starts.count, textsAt: lines.bytes.count)
    }

    mutating func removeAll() {
        text.removeAll()
        count = 0
    }

    /// Writes the nodes that libcurl reads; its own functions would make two allocations for each line.
    private func link(_ starts: [Int], behind earlier: Int, textsAt offset: Int) {
        for (position, start) in starts.enumerated() {
            let index = earlier + position
            // Both the texts and the nodes have room for all that was counted before.
            let line = unsafe text.mutableAddress?.advanced(by: offset + start).assumingMemoryBound(to: CChar.self)
            let next = unsafe index + 1 < count ? nodes.baseAddress?.advanced(by: index + 1) : nil
            unsafe nodes.initializeElement(at: index, to: curl_slist(data: line, next: next))
        }
    }

    private mutating func makeRoom(for capacity: Int) {
        unsafe nodes.deallocate()
        unsafe nodes = .allocate(capacity: capacity)
    }
}
