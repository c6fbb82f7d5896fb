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
        var waiter: CheckedContinuation<Void, any Error>?
        /// Why nothing more will come to an end.
        var failure: (any Error)?
    }

    init(_ group: GroupCommit) { self.group = group }

    func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        let result = try await group.submit(write)
        if case .settle = write { note() }
        return result
    }

    /// Waits until so many have; fails where what delivers has failed.
    func settled(_ count: Int) async throws {
        try await withCheckedThrowingContinuation { waiter in
            let outcome: Result<Void, any Error>? = state.withLock { state in
                guard state.settled < count else { return .success(()) }
                if let failure = state.failure { return .failure(failure) }
                (state.wanted, state.waiter) = (count, waiter)
                return nil
            }
            if let outcome { waiter.resume(with: outcome) }
        }
    }

    /// Delivers, and tells who waits for its deliveries where that fails.
    func failing(_ deliver: () async throws -> Void) async {
        do {
            try await deliver()
        } catch {
            let waiter = state.withLock { state in
                state.failure = error
                return state.waiter.take()
            }
            waiter?.resume(throwing: error)
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
