import CLinux
import Glibc

/// A connected socket that never makes its caller wait; it is closed by letting it go.
package final class Socket: Sendable {
    /// What a transfer came to.
    package enum Transfer: Sendable, Equatable {
        case bytes(Int)
        /// It would have to wait.
        case blocked
        /// The peer has sent its last byte, or takes none any more because it had sent it before.
        case ended
        /// With a reset, or after a time without an answer, the connection is gone; nobody knows what else was sent.
        case lost
    }

    package let descriptor: Int32

    /// Takes over a descriptor, which is non-blocking.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    package func receive(into space: inout MutableSpan<UInt8>) -> Transfer {
        // Lent for the length of the call.
        let count = unsafe space.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
        let code = errno
        return count == 0 ? .ended : Self.transfer(count, code)
    }

    package func send(_ bytes: Span<UInt8>) -> Transfer {
        // Lent for the length of the call. A peer that is gone is an error, not a signal.
        let count = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        let code = errno
        return Self.transfer(count, code)
    }

    /// Tells the peer that nothing more comes, while it may still send.
    package func finishSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends both directions at once; who waits for the socket finds its end.
    package func disconnect() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Sends small pieces at once: an answer is written whole, so there is nothing to wait for.
    package func sendWithoutDelay() {
        var one: Int32 = 1
        // Where there is no TCP below it, there is no delay either.
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func transfer(_ count: Int, _ code: Int32) -> Transfer {
        guard count < 0 else { return .bytes(count) }
        switch code {
        case EAGAIN, EINTR: return .blocked
        // Where a reset comes behind the peer's last byte, the kernel calls it so.
        case EPIPE: return .ended
        default: return .lost
        }
    }
}
