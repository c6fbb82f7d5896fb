import Glibc

/// Writes whole texts to a descriptor that may take them in pieces.
struct DescriptorWriter {
    let descriptor: Int32
    /// What an error calls the descriptor.
    let path: String

    func writeAll(_ bytes: Span<UInt8>) throws(LinuxIOError) {
        var written = 0
        while written < bytes.count {
            written += try writeSome(bytes.extracting(written...))
        }
    }

    /// Writes what the kernel takes now: 0 when it was interrupted or had to wait for room.
    private func writeSome(_ bytes: Span<UInt8>) throws(LinuxIOError) -> Int {
        let count = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        let code = errno
        guard count < 0 else { return count }
        switch code {
        case EINTR: break
        case EAGAIN: awaitRoom()  // Whoever shares the terminal or pipe with us has made it non-blocking.
        default: throw LinuxIOError(code: code, operation: "write", path: path)
        }
        return 0
    }

    private func awaitRoom() {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        // An interrupted or failed wait only means that the next `write` finds out.
        _ = unsafe poll(&entry, 1, -1)
    }
}
