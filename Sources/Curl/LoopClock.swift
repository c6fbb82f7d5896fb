import LinuxIO

/// The time that a loop's sleepers wait for: it never runs backwards, and stands still while the machine sleeps.
package struct LoopClock: Clock {
    /// A point in time, counted from a start of the machine.
    package struct Instant: InstantProtocol, Sendable {
        package let sinceStart: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(sinceStart: sinceStart + duration) }
        package func duration(to other: Instant) -> Duration { other.sinceStart - sinceStart }
        package static func < (left: Instant, right: Instant) -> Bool { left.sinceStart < right.sinceStart }
    }

    private let loop: CurlLoop

    init(_ loop: CurlLoop) { self.loop = loop }

    package var now: Instant {
        Instant(sinceStart: .nanoseconds(SystemClock().monotonicTime().nanoseconds))
    }

    package var minimumResolution: Duration { .milliseconds(1) }

    /// Sleeps on the loop; a cancelled sleep throws at once.
    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        try await loop.sleep(until: deadline)
    }
}
