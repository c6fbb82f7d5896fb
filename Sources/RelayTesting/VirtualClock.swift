import LinuxIO

/// A clock whose time moves only when it is told to, by a test or by a simulation.
package final class VirtualClock: Clock {
    /// A point on the clock, counted from its start.
    package struct Instant: InstantProtocol, CustomStringConvertible {
        package let sinceStart: Duration

        package init(sinceStart: Duration) { self.sinceStart = sinceStart }

        package func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }
        package func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
        package static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
        package var description: String { "\(sinceStart)" }
    }

    private let state = Lock(ClockState())

    package init() {}

    package var now: Instant { state.withLock { $0.now } }
    package var minimumResolution: Duration { .nanoseconds(1) }

    /// Sleeps until the clock has been moved to `deadline`; a cancelled sleep throws at once, and time does not move.
    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        // Even a sleep that is over gives way once, so that a loop of such sleeps cannot starve the rest.
        if deadline <= now {
            await Task.yield()
            try Task.checkCancellation()
        } else {
            _ = try await wait(for: .time(deadline))
        }
    }

    /// Waits until `count` tasks sleep, and returns the earliest of their deadlines.
    ///
    /// This is how a test waits for a timer to be set: for the event, not for a time in which it should have happened.
    @discardableResult
    package func nextSleeper(among count: Int = 1) async throws -> Instant {
        try await wait(for: .sleepers(count))
    }

    /// Moves the time on, and wakes all whose deadline it reaches, the earliest first.
    package func advance(by duration: Duration) {
        precondition(duration >= .zero, "time does not run backwards")
        advance(to: now.advanced(by: duration))
    }

    package func advance(to instant: Instant) {
        for waiter in state.withLock({ $0.advance(to: instant) }) { waiter.continuation.resume(returning: instant) }
    }

    /// Moves the time to the earliest deadline and wakes all who sleep until then; false when nobody sleeps.
    package func advanceToNextSleeper() -> Bool {
        guard let deadline = state.withLock({ $0.earliest }) else { return false }
        advance(to: max(deadline, now))
        return true
    }

    private func wait(for event: ClockWaiter.Event) async throws -> Instant {
        let id = state.withLock { $0.makeID() }
        defer { state.withLock { $0.forget(id) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waiter = ClockWaiter(id: id, event: event, continuation: continuation)
                // Continuations are resumed outside the lock: one may run its task on the spot.
                for action in state.withLock({ $0.add(waiter) }) { action.perform() }
            }
        } onCancel: {
            state.withLock { $0.cancel(id) }?.continuation.resume(throwing: CancellationError())
        }
    }
}
