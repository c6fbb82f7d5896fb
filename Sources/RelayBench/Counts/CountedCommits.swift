import LinuxIO
import RelayCore
import RelayStore

/// Hands writes on to the group, and counts the deliveries that have come to an end.
final class CountedCommits: Committer {
    private let group: GroupCommit
    private let state = Lock(State())

    private struct State {
        var settled = 0
        var wanted = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    init(_ group: GroupCommit) { self.group = group }

    func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        let result = try await group.submit(write)
        if case .settle = write { note() }
        return result
    }

    /// Waits until so many have.
    func settled(_ count: Int) async {
        await withCheckedContinuation { waiter in
            let isThere = state.withLock { state in
                guard state.settled < count else { return true }
                (state.wanted, state.waiter) = (count, waiter)
                return false
            }
            if isThere { waiter.resume() }
        }
    }

    private func note() {
        let waiter = state.withLock { state in
            state.settled += 1
            return state.settled == state.wanted ? state.waiter.take() : nil
        }
        waiter?.resume()
    }
}
