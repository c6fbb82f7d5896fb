import CivilTime
import LinuxIO
package import RelayCore
package import RelayLog

/// What an operator should know of events, as that no table has what they say: counted, and told at a pace of its own, so
/// that an event costs no more for it.
package final class IntakeNotes: Sendable {
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
                told.kind == Attention.aheadOfTime ? "event ahead of time" : "unmapped",
                ["subject": .string(told.subject), "detail": .string(told.detail), "remedy": .string(told.remedy)]
            )
        }
    }
}

extension Attention {
    fileprivate static let aheadOfTime = "ahead-of-time"

    /// That a sender's clock goes wrong, or its events say something else than when they occurred.
    init(aheadOfTime event: Event) {
        let occurred = event.occurredAt?.rfc3339 ?? ""
        self.init(
            Self.aheadOfTime,
            of: event.source,
            detail: "its event \(event.id) says that it occurred at \(occurred), and came before",
            remedy: "such are ordered by when they came: mend the sender's clock, or the source's occurredAt"
        )
    }
}
