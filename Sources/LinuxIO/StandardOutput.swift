import Glibc

/// Standard output, gathered in memory and written in large pieces.
package struct StandardOutput: ~Copyable {
    private static let capacity = 64 << 10

    private let descriptor: Int32
    private var pending: [UInt8] = []

    package init(descriptor: Int32 = STDOUT_FILENO) {
        self.descriptor = descriptor
    }

    /// Takes the bytes on; they leave when there are enough of them, or at `flush()`.
    package mutating func write(_ bytes: [UInt8]) throws(LinuxIOError) {
        pending += bytes
        if pending.count >= Self.capacity { try flush() }
    }

    /// Writes all that waits; after an error it is dropped, as nobody could say how much of it arrived.
    package mutating func flush() throws(LinuxIOError) {
        guard !pending.isEmpty else { return }
        defer { pending.removeAll(keepingCapacity: true) }
        try DescriptorWriter(descriptor: descriptor, path: "standard output").writeAll(pending.span)
    }
}
