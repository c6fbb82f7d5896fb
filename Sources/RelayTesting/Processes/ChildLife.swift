import Glibc
import LinuxIO

/// A child of this process, from its start until its end has been heard of.
///
/// The number of a child belongs to another process as soon as its end has been heard of: so both that and every
/// signal stand behind one lock.
final class ChildLife: Sendable {
    /// The exit status, or the number of the signal that killed it, negated; nil while it runs.
    let ended = Happenings<Int32?>(nil)
    private let number: pid_t
    private let isRunning = Lock(true)

    init(_ number: pid_t) { self.number = number }

    /// Sends a signal, unless the child has ended.
    func signal(_ signal: Int32) {
        isRunning.withLock { isRunning in
            if isRunning { kill(number, signal) }
        }
    }

    /// Holds the calling thread up until the child has ended.
    func awaitEnd() {
        var information = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let status = isRunning.withLock { isRunning in
            isRunning = false
            var status: Int32 = 0
            unsafe waitpid(number, &status, 0)
            return status
        }
        let signal = status & 0x7F
        ended.note { $0 = signal == 0 ? status >> 8 & 0xFF : -signal }
    }
}
