import Glibc

extension ProcessSetup {
    /// Turns Ctrl-C, and the wish that it ends, into an orderly end at once: for what only reads and has nothing to save.
    package static func endWellWhenInterrupted() {
        for number in [SIGINT, SIGTERM] {
            // Only what is safe within a signal may be called there, and this is.
            _ = signal(number) { _ in _exit(0) }
        }
    }
}
