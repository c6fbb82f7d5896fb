import Glibc

/// A thread of the process that runs one body and can be waited for.
///
/// It takes no signals: those belong to the threads that wait for them.
@safe
struct LoopThread: Sendable {
    private let handle: pthread_t

    init(_ body: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Body(run: body))  // Taken back by the thread.
        var handle = pthread_t()
        let code = unsafe pthread_create(&handle, nil, { unsafe LoopThread.begin($0) }, box.toOpaque())
        precondition(code == 0, "pthread_create: \(code)")
        self.handle = handle
    }

    static func isCurrent(_ thread: LoopThread) -> Bool { pthread_equal(thread.handle, pthread_self()) != 0 }

    func join() {
        let code = pthread_join(handle, nil)
        precondition(code == 0, "pthread_join: \(code)")
    }

    private static func begin(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let box = unsafe box else { return nil }
        // It is what `init` retained for this thread.
        let body = unsafe Unmanaged<Body>.fromOpaque(box).takeRetainedValue()
        blockSignals()
        body.run()
        return nil
    }

    private static func blockSignals() {
        var all = sigset_t()
        unsafe sigfillset(&all)
        _ = unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
