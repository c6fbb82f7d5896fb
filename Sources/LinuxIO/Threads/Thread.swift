import CLinux
import Glibc
import Synchronization

/// A thread of the system's, for what would hold up everybody else: a loop of events, or writing to a disk.
///
/// It takes no signals: those that tell a process to end are for who asks for them.
package final class Thread: Sendable {
    private let handle: pthread_t
    private let isJoined = Atomic(false)

    /// Starts a thread; of its name the system keeps 15 bytes.
    package init(name: String, _ body: @escaping @Sendable () -> Void) throws(LinuxIOError) {
        handle = try SignalMask.whileBlocked { () throws(LinuxIOError) in try Self.start(ThreadBody(body), name) }
        _ = unsafe relay_name_thread(handle, String(decoding: name.utf8.prefix(15), as: UTF8.self))
    }

    deinit {
        if !isJoined.load(ordering: .relaxed) { pthread_detach(handle) }
    }

    /// Waits until the body has returned.
    package func join() {
        precondition(!isJoined.exchange(true, ordering: .relaxed), "a thread is joined once")
        let code = pthread_join(handle, nil)
        precondition(code == 0, "pthread_join: \(code)")
    }

    /// Which thread this runs on, as a number that no other living thread has.
    package static var current: UInt { UInt(pthread_self()) }

    /// Lets those go first who wait for the processor that this runs on; returns at once where nobody does.
    package static func letOthersRun() { sched_yield() }

    private static func start(_ body: ThreadBody, _ name: String) throws(LinuxIOError) -> pthread_t {
        var handle = pthread_t()
        // The thread lets go of the body that it is handed.
        let argument = unsafe Unmanaged.passRetained(body)
        let code = unsafe pthread_create(&handle, nil, { unsafe ThreadBody.run($0) }, argument.toOpaque())
        guard code == 0 else {
            unsafe argument.release()
            throw LinuxIOError(code: code, operation: "start the thread", path: name)
        }
        return handle
    }
}

/// What a thread does, on its way there.
private final class ThreadBody {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().body()
        return nil
    }
}
