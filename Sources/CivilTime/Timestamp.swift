/// A moment, to the nanosecond, in the years 1 to 9999 of UTC; leap seconds are not counted.
package struct Timestamp: Sendable, Hashable {
    /// Since 1970-01-01T00:00:00Z, rounded down.
    package let seconds: Int64
    /// 0 to 999,999,999, forward from `seconds` before 1970 too.
    package let nanoseconds: Int32

    /// 0001-01-01T00:00:00Z.
    package static let earliest = Timestamp(uncheckedSeconds: -62_135_596_800, nanoseconds: 0)
    /// 9999-12-31T23:59:59.999999999Z.
    package static let latest = Timestamp(uncheckedSeconds: 253_402_300_799, nanoseconds: 999_999_999)

    /// Refuses a moment outside of `earliest...latest`, and nanoseconds that make a second or more.
    package init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard (Self.earliest.seconds...Self.latest.seconds).contains(seconds),
            (0...999_999_999).contains(nanoseconds)
        else { return nil }
        self.init(uncheckedSeconds: seconds, nanoseconds: nanoseconds)
    }

    private init(uncheckedSeconds seconds: Int64, nanoseconds: Int32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }
}

extension Timestamp: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension Timestamp {
    /// The moment that much later, or earlier for a negative duration; `nil` when it is out of range.
    ///
    /// What the duration has below a nanosecond is dropped.
    package func adding(_ duration: Duration) -> Timestamp? {
        // The range is shorter than ten thousand years; and longer durations may have more seconds than an `Int64`.
        guard duration.isWithinTenThousandYears else { return nil }
        let (durationSeconds, attoseconds) = duration.components
        let (carry, nanoseconds) = (Int64(self.nanoseconds) + attoseconds / 1_000_000_000)
            .flooredDivision(by: 1_000_000_000)
        return Timestamp(seconds: seconds + durationSeconds + carry, nanoseconds: Int32(nanoseconds))
    }

    /// How long after `other` this is, exactly; negative when it is before.
    package func duration(since other: Timestamp) -> Duration {
        .seconds(seconds - other.seconds) + .nanoseconds(Int64(nanoseconds) - Int64(other.nanoseconds))
    }
}
