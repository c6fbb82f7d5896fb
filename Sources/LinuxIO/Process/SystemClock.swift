import CLinux
package import CivilTime
import Glibc

/// A moment on a clock that never jumps and knows no date; it counts from the start of the machine.
package struct MonotonicTime: Sendable, Hashable, Comparable {
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Later than any deadline.
    package static let never = MonotonicTime(nanoseconds: .max)

    package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The moment that much later; `never` where it would be further than the clock goes.
    package static func + (time: Self, duration: Duration) -> Self {
        let (seconds, attoseconds) = duration.components
        let (whole, isOver) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isPast) = time.nanoseconds.addingReportingOverflow(whole)
        let (exact, isBeyond) = sum.addingReportingOverflow(attoseconds / 1_000_000_000)
        return isOver || isPast || isBeyond ? never : Self(nanoseconds: exact)
    }

    package static func - (left: Self, right: Self) -> Duration {
        .nanoseconds(left.nanoseconds.subtractingReportingOverflow(right.nanoseconds).partialValue)
    }
}

/// The machine's clocks.
package struct SystemClock: Sendable {
    package init() {}

    /// The date and time, as far as the machine knows them; to the microsecond, which is what is kept of them.
    package func timestamp() -> Timestamp {
        let time = read(CLOCK_REALTIME)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec / 1_000 * 1_000)) ?? .earliest
    }

    package func monotonicTime() -> MonotonicTime {
        let time = read(CLOCK_MONOTONIC)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// How long the threads of this process have used processors until now.
    package func processorTime() -> Duration {
        let time = read(CLOCK_PROCESS_CPUTIME_ID)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        // It fails for clocks that the kernel does not have, and it has these.
        _ = unsafe clock_gettime(clock, &time)
        return time
    }
}
