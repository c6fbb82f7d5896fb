import CLinux
import Glibc

/// Wakes a thread that sleeps, also one that waits for files besides; wakes that nobody has taken count as one.
package final class Wake: Sendable {
    /// Readable while a wake waits to be taken.
    package let descriptor: Int32

    package init() throws(LinuxIOError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        let code = errno
        guard descriptor >= 0 else { throw LinuxIOError(code: code, operation: "make", path: "eventfd") }
    }

    deinit { close(descriptor) }

    package func signal() {
        var one: UInt64 = 1
        // It fails only where the counter is full, and then a wake waits already.
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Takes all wakes until now; whether there was one.
    @discardableResult
    package func take() -> Bool {
        var count: UInt64 = 0
        return unsafe read(descriptor, &count, 8) == 8
    }

    /// Waits for a wake, at most that long, and takes it; false when none came.
    package func wait(atMost limit: Duration? = nil) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // An interrupted wait looks like one without a wake: whoever waits looks around and waits again.
        _ = unsafe poll(&entry, 1, limit.map { $0.pollMilliseconds } ?? -1)
        return take()
    }
}

extension Duration {
    /// As `poll` and `epoll_wait` take it: rounded up, so that nobody wakes before the time and waits again for nothing.
    package var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return Int32(seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
