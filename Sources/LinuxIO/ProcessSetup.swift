import CLinux
import Glibc

/// What the process as a whole is told: its signals and its end.
package enum ProcessSetup {
    /// Turns a closed pipe or connection into an error of the write, instead of the process's death.
    package static func ignoreClosedPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Lets the allocator keep what is freed for what comes next, where it would give every 128 KiB back to the system.
    ///
    /// A busy process would else give memory back and take it anew, page by page, many times a second.
    package static func keepFreedMemory() {
        mallopt(M_TRIM_THRESHOLD, 4 << 20)
        mallopt(M_TOP_PAD, 256 << 10)
        // Bodies of requests, of which thousands may be under way, go back whole.
        mallopt(M_MMAP_THRESHOLD, 128 << 10)
    }

    /// Gives the system what a crowd has left behind; it takes some milliseconds where there was one.
    package static func returnFreedMemory() { malloc_trim(0) }

    package static func exit(_ code: Int32) -> Never {
        Glibc.exit(code)
    }
}

extension ProcessSetup {
    /// How many processors this process may run on, at least one.
    package static var processorCount: Int { max(1, Int(relay_processor_count())) }

    /// Lets this process, and the programs that it starts, have so many files open, as far as the system allows.
    ///
    /// - Returns: How many they may have open now.
    package static func allowOpenFiles(_ count: Int) -> Int { relay_allow_open_files(count) }
}
