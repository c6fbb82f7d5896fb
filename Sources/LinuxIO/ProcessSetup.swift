import CLinux
import Glibc

/// What the process as a whole is told: its signals and its end.
package enum ProcessSetup {
    /// Turns a closed pipe or connection into an error of the write, instead of the process's death.
    package static func ignoreClosedPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Turns Ctrl-C, and the wish that it ends, into an orderly end at once: for what only reads and has nothing to save.
    package static func endWellWhenInterrupted() {
        for number in [SIGINT, SIGTERM] {
            // Only what is safe within a signal may be called there, and this is.
            _ = signal(number) { _ in _exit(0) }
        }
    }

    package static func exit(_ code: Int32) -> Never {
        Glibc.exit(code)
    }
}

extension ProcessSetup {
    /// How many processors this process may run on, at least one.
    package static var processorCount: Int { max(1, Int(relay_processor_count())) }
}
