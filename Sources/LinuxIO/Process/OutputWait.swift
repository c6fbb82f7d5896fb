import Glibc

/// Waits beside standard output, so that a program that follows something notices when nobody reads it any more.
package enum OutputWait {
    /// Returns after that long, or at once when the reader of standard output goes away.
    ///
    /// - Returns: Whether there is still a reader; files and terminals have one.
    package static func pause(for duration: Duration, descriptor: Int32 = STDOUT_FILENO) -> Bool {
        let milliseconds = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        // Without any event asked for, only an error or a hang-up ends the wait early.
        var entry = pollfd(fd: descriptor, events: 0, revents: 0)
        let count = unsafe poll(&entry, 1, Int32(clamping: milliseconds))
        return count <= 0
    }
}
