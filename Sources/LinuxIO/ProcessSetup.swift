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
        // The first of these settings ends glibc's own adjusting of this one, which would soon stand as high.
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
    }

    package static func exit(_ code: Int32) -> Never {
        Glibc.exit(code)
    }
}

extension ProcessSetup {
    /// How many processors this process may run on, at least one.
    package static var processorCount: Int { max(1, Int(relay_processor_count())) }
}
