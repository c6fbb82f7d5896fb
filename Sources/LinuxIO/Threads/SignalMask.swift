import CLinux
import Glibc

/// Which signals the calling thread leaves to others; the threads that it starts take the mask over.
enum SignalMask {
    /// Runs the body with all signals blocked but those that tell of a fault in the thread itself.
    static func whileBlocked<Value>(_ body: () throws(LinuxIOError) -> Value) throws(LinuxIOError) -> Value {
        var set = sigset_t()
        var previous = sigset_t()
        unsafe sigfillset(&set)
        for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP] { unsafe sigdelset(&set, fault) }
        unsafe pthread_sigmask(SIG_BLOCK, &set, &previous)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }
        return try body()
    }
}
