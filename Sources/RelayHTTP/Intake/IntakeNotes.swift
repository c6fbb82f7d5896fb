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

    /// Says which lanes wait for what a person does with the dead letters that an event has brought.
    func add(holdersOf new: NewEvent, _ number: EventNumber) {
        // By their places: nearly none has failed, and so none is copied.
        for index in new.deliveries.indices where new.deliveries[index].failure != nil {
            let planned = new.deliveries[index]
            guard planned.holdsItsLane, let failure = planned.failure else { continue }
            let letter = DeliveryID(event: number, number: index)
            add(Attention(laneHeldBy: letter, of: planned.address, failure))
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
                told.message,
                ["subject": .string(told.subject), "detail": .string(told.detail), "remedy": .string(told.remedy)]
            )
        }
    }
}

extension Attention {
    private static let aheadOfTime = "ahead-of-time"

    fileprivate var message: StaticString {
        switch kind {
        case Self.aheadOfTime: "event ahead of time"
        case Self.laneHeld: "lane held"
        default: "unmapped"
        }
    }

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
