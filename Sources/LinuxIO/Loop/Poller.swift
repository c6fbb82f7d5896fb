import CLinux
import Glibc

/// The kernel's list of descriptors to watch, of one loop; used on its thread alone.
@safe
package final class Poller {
    /// What has happened to a descriptor since it was told of last.
    package struct Happening {
        package let descriptor: Int32
        package let isReadable, isWritable, isHungUp: Bool
    }

    private static let capacity = 256
    // Each change is told once; whoever reads or writes goes on until the kernel says that it would have to wait.
    private static let interest =
        EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
    private static let readable = EPOLLIN.rawValue | hungUp
    private static let writable = EPOLLOUT.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue
    private static let hungUp = EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue

    /// Readable itself while something has happened that was not told yet.
    package let descriptor: Int32
    private let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: Poller.capacity)

    package init() throws(LinuxIOError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        let code = errno
        guard descriptor >= 0 else {
            unsafe events.deallocate()
            throw LinuxIOError(code: code, operation: "make", path: "epoll")
        }
    }

    deinit {
        close(descriptor)
        unsafe events.deallocate()
    }

    package func add(_ watched: Int32) throws(LinuxIOError) {
        var event = unsafe epoll_event()
        unsafe event.events = Self.interest
        unsafe event.data.fd = watched
        let result = unsafe epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, &event)
        let code = errno
        guard result == 0 else { throw LinuxIOError(code: code, operation: "watch", path: "descriptor \(watched)") }
    }

    package func remove(_ watched: Int32) {
        // It fails only for what is not watched.
        _ = epoll_ctl(descriptor, EPOLL_CTL_DEL, watched, nil)
    }

    /// Waits for something to happen, for ever without a limit, and tells what did; an interrupted wait tells nothing.
    package func wait(atMost limit: Duration?, _ body: (Happening) -> Void) {
        let milliseconds = limit.map { $0.pollMilliseconds } ?? -1
        let count = unsafe epoll_wait(descriptor, events, Int32(Self.capacity), milliseconds)
        for index in 0..<max(0, Int(count)) {
            // Within what the kernel has just filled.
            let event = unsafe events[index]
            body(
                Happening(
                    descriptor: unsafe event.data.fd,
                    isReadable: unsafe event.events & Self.readable != 0,
                    isWritable: unsafe event.events & Self.writable != 0,
                    isHungUp: unsafe event.events & Self.hungUp != 0
                )
            )
        }
    }
}
