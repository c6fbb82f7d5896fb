import LinuxIO
package import RelayCore
package import RelayLog

/// What events said that no table of their routes has: counted, and told at a pace of its own, so that an event costs no
/// more for it.
package final class Unmapped: Sendable {
    private let state = Lock<[Attention.Name: (told: Attention, times: Int)]>([:])
    private let committer: any Committer
    private let log: Log

    /// How many kinds are kept between two times of storing.
    private static let capacity = 50

    package init(_ committer: any Committer, _ log: Log) {
        (self.committer, self.log) = (committer, log)
    }

    func add(_ told: Attention) {
        state.withLock { state in
            guard state.count < Self.capacity || state[told.name] != nil else { return }
            state[told.name] = (told, (state[told.name]?.times ?? 0) + 1)
        }
    }

    /// Stores what has come since the last time, with a line in the log for what is new; what cannot be stored is let go.
    package func store() async {
        let pending = state.withLock { state in
            let taken = state
            state = [:]
            return taken
        }
        for (told, times) in pending.values.sorted(by: { $0.told.subject < $1.told.subject }) {
            guard case .noted(isNew: true)? = try? await committer.submit(.attend(told, times: times)) else { continue }
            log.write(
                .warning,
                "unmapped",
                ["subject": .string(told.subject), "detail": .string(told.detail), "remedy": .string(told.remedy)]
            )
        }
    }
}
