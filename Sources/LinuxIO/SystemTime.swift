package import CivilTime
import Glibc

/// The time of day, as this machine has it.
package enum SystemTime {
    package static func read() -> Timestamp {
        var time = timespec()
        // It cannot fail for a clock that every Linux has.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(time.tv_nsec)) ?? .latest
    }
}
