import CLinux
import Glibc

extension ProcessSetup {
    /// Turns Ctrl-C, and the wish that it ends, into an orderly end at once: for what only reads and has nothing to save.
    package static func endWellWhenInterrupted() {
        var numbers = sigset_t()
        unsafe sigemptyset(&numbers)
        for number in [SIGINT, SIGTERM] {
            // Only what is safe within a signal may be called there, and this is.
            _ = signal(number) { _ in _exit(0) }
            unsafe sigaddset(&numbers, number)
        }
        // Whoever started the process may have left them blocked.
        unsafe pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
    }
}
