import CivilTime
import LinuxIO
package import RelayCore

/// The requests that were refused: counted all of them, and a bounded number of them kept for inspection.
///
/// They are stored at a pace of their own, so that nobody can fill a disk or hold up events by being refused.
package final class Rejections: Sendable {
    private let state = Lock(State())
    private let committer: any Committer

    private struct State: Sendable {
        var counts: [String: Int] = [:]
        var pending: [RejectedRequest] = []
    }

    /// How many are kept of those that come between two times of storing.
    private static let capacity = 50

    package init(_ committer: any Committer) {
        self.committer = committer
    }

    func add(_ rejection: RejectedRequest) {
        state.withLock { state in
            state.counts[rejection.cause, default: 0] += 1
            if state.pending.count < Self.capacity { state.pending.append(rejection) }
        }
    }

    /// How many there have been of each cause since the start.
    package var counts: [String: Int] { state.withLock { $0.counts } }

    /// Stores what has come since the last time; what cannot be stored is let go, since it is worth no retry.
    package func store() async {
        let pending = state.withLock { state in
            let taken = state.pending
            state.pending = []
            return taken
        }
        // All at once, so that they share a transaction.
        await withDiscardingTaskGroup { group in
            for rejection in pending {
                group.addTask { [committer] in _ = try? await committer.submit(.reject(rejection)) }
            }
        }
    }
}
