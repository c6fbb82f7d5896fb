import Foundation

/// A thread that runs a body, takes signals, and keeps what it has found out.
final class RunningThread<Value: Sendable>: @unchecked Sendable {
    // `handle` and `value` are written by the thread before it signals a semaphore, and read after waiting for it.
    private let started = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)
    private let joined = DispatchSemaphore(value: 0)
    private var handle = pthread_t()
    private var value: Value?

    init(_ body: @escaping @Sendable () -> Value) {
        Self.letSignalsInterrupt()
        let thread = Thread { [self] in
            handle = pthread_self()
            Self.unblockSignals()
            started.signal()
            value = body()
            finished.signal()
            // A signal to a thread that is gone would be one to memory that is.
            joined.wait()
        }
        thread.start()
        started.wait()
    }

    /// Interrupts the system call that the thread is in, many times over, so that some find it waiting.
    func interrupt() {
        for _ in 0..<50 {
            pthread_kill(handle, SIGUSR1)
            sched_yield()
        }
    }

    func join() -> Value? {
        finished.wait()
        joined.signal()
        return value
    }

    /// Gives `SIGUSR1` a handler that does nothing, without `SA_RESTART`: system calls end with `EINTR`.
    private static func letSignalsInterrupt() {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in }
        _ = unsafe sigaction(SIGUSR1, &action, nil)
    }

    /// Undoes the mask that this thread has from the one that started it: Dispatch's threads block all signals.
    private static func unblockSignals() {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGUSR1)
        _ = unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}
