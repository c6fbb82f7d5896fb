import LinuxIO
import RelayCore
import RelayStore

/// How the writer of a simulated relay learns that something is queued.
final class CommitSignal: CommitWake {
    private let alarm = Alarm()

    func wake() { alarm.raise() }

    func wait() async { await alarm.wait() }

    func wait(atMost limit: Duration) { preconditionFailure("the writer of a simulation drains by itself") }
}

extension GroupCommit: Committer {}
