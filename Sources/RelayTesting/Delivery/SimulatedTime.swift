package import CivilTime
import LinuxIO
import RelayDelivery

/// The virtual clock as deliveries see it: a wall clock that shows a day in 2026 when it starts.
package struct SimulatedTime: DeliveryClock {
    package let clock: VirtualClock
    private let shift = Lock(Duration.zero)
    /// 2026-02-20T18:39:49Z.
    private static let start: Int64 = 1_771_612_789

    package init(_ clock: VirtualClock) {
        self.clock = clock
    }

    package static var beginning: Timestamp {
        guard let moment = Timestamp(seconds: start) else { preconditionFailure("2026 is a year of Timestamp's") }
        return moment
    }

    package var now: Timestamp { Self.beginning + clock.now.sinceStart + shift.withLock { $0 } }

    /// Puts the wall clock back, as people and time servers do.
    package func putBack(by duration: Duration) { shift.withLock { $0 -= duration } }

    package func sleep(for duration: Duration) async throws { try await clock.sleep(for: duration) }

    /// Lets that much virtual time pass.
    package func pass(_ duration: Duration) async { try? await clock.sleep(for: duration) }

    /// Lets virtual time pass until something holds, looking once a step; false when it has not after `most`.
    package func pass(until holds: () -> Bool, step: Duration = .seconds(1), most: Duration) async -> Bool {
        let end = clock.now.sinceStart + most
        while !holds() {
            guard clock.now.sinceStart < end else { return false }
            await pass(step)
        }
        return true
    }
}
