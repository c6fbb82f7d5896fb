package import LinuxIO

/// How the writer learns that something is queued: a thread's bell, or a simulation that calls `drain()` itself.
package protocol CommitWake: Sendable {
    /// Something was queued where nothing was; called by any thread.
    func wake()
    /// Waits on the writer's thread for a wake, which may have come already, or for that long.
    func wait(atMost limit: Duration)
}

extension Bell: CommitWake {}
