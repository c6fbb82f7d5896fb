import LinuxIO
import RelayTesting

/// The APIs as they tell of what was written to them: each write is an event a while later, or before it is answered.
final class Mirror: Sendable {
    private let accounts: Set<String>
    private let time: WorldTime
    private let signal = CommitSignal()
    private let state: Lock<State>

    private struct State: Sendable {
        var random: SeededRandom
        var reports: [Scenario.Post] = []
        /// Those that nobody has taken yet.
        var open: Set<String> = []
    }

    init(_ accounts: Set<String>, _ time: WorldTime, _ random: SeededRandom) {
        (self.accounts, self.time) = (accounts, time)
        state = Lock(State(random: random))
    }

    /// The id of the event that tells of a request.
    static func report(of visit: Visit) -> String { "m\(visit.number)" }

    func note(_ visit: Visit) {
        guard accounts.contains(visit.account), let lead = visit.question.lead, let value = visit.question.value else {
            return
        }
        let occurred = time.elapsed
        state.withLock { state in
            let id = Self.report(of: visit)
            let delay = Duration.milliseconds(state.random.below(state.random.chance(1, outOf: 8) ? 400_000 : 2_000))
            state.reports.append(
                Scenario.Post(
                    at: delay,
                    source: "mirror",
                    id: id,
                    lead: lead,
                    value: value,
                    occurred: occurred,
                    times: state.random.chance(1, outOf: 5) ? 2 : 1
                )
            )
            state.open.insert(id)
        }
        signal.wake()
    }

    /// Whether all that was written has been told.
    var isQuiet: Bool { state.withLock(\.open.isEmpty) }

    func wait() async { await signal.wait() }

    /// For somebody who waits, though nothing has been written.
    func wake() { signal.wake() }

    func take() -> [Scenario.Post] {
        state.withLock { state in
            defer { state.reports = [] }
            return state.reports
        }
    }

    func forget(_ post: Scenario.Post) { state.withLock { _ = $0.open.remove(post.id) } }
}
