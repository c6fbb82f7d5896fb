import CivilTime
import LinuxIO
import RelayDelivery
import RelayTesting

/// Where something stands among all that happens in a run.
struct Moment: Sendable {
    /// Of everything that is noted, the how-manieth it is.
    let number: Int
    /// The step of the simulation.
    let step: Int
    /// By a clock that nobody puts back or forward.
    let elapsed: Duration
    /// As the relay's clock counts: what it skipped has passed, and what it repeats has not.
    let counted: Duration
    /// How long ago the relay's clock was put forward; a year where it never was.
    let sinceSkip: Duration
    let wall: Timestamp
}

/// The time of a simulated world, whose wall clock may be put forward and back.
final class WorldTime: DeliveryClock {
    private let clock: VirtualClock
    private let state = Lock(State())

    private struct State: Sendable {
        var offset = Duration.zero
        var skipped = Duration.zero
        var latestSkip: Duration?
        var moments = 0
        var step = 0
    }

    init(_ clock: VirtualClock) { self.clock = clock }

    var elapsed: Duration { clock.now.sinceStart }
    var now: Timestamp { SimulatedTime.beginning + elapsed + state.withLock { $0.offset } }
    var step: Int { state.withLock { $0.step } }

    func note(step: Int) { state.withLock { $0.step = step } }

    func jump(by duration: Duration) {
        let elapsed = elapsed
        state.withLock { state in
            state.offset += duration
            guard duration > .zero else { return }
            state.skipped += duration
            state.latestSkip = elapsed
        }
    }

    /// A new moment.
    func moment() -> Moment {
        let elapsed = elapsed
        return state.withLock { state in
            state.moments += 1
            return Moment(
                number: state.moments,
                step: state.step,
                elapsed: elapsed,
                counted: elapsed + state.skipped,
                sinceSkip: state.latestSkip.map { elapsed - $0 } ?? .seconds(86_400 * 365),
                wall: SimulatedTime.beginning + elapsed + state.offset
            )
        }
    }

    func sleep(for duration: Duration) async throws { try await clock.sleep(for: duration) }

    /// Lets that much time pass, or less where the task is cancelled.
    func pass(_ duration: Duration) async { try? await clock.sleep(for: duration) }
}
