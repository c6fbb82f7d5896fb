import CLinux
import Glibc

/// What the process as a whole is told: its signals and its end.
package enum ProcessSetup {
    /// Turns a closed pipe or connection into an error of the write, instead of the process's death.
    package static func ignoreClosedPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    package static func exit(_ code: Int32) -> Never {
        Glibc.exit(code)
    }
}

extension ProcessSetup {
    /// How many processors this process may run on, at least one.
    package static var processorCount: Int { max(1, Int(relay_processor_count())) }
}
