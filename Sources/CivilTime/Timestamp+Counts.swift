extension Timestamp {
    /// Since 1970-01-01T00:00:00Z, rounded down.
    package var milliseconds: Int64 { seconds * 1_000 + Int64(nanoseconds) / 1_000_000 }
    /// Since 1970-01-01T00:00:00Z, rounded down.
    package var microseconds: Int64 { seconds * 1_000_000 + Int64(nanoseconds) / 1_000 }

    /// The moment that many microseconds after 1970-01-01T00:00:00Z; one out of range is the nearest that there is.
    package init(microseconds: Int64) {
        let (seconds, rest) = microseconds.flooredDivision(by: 1_000_000)
        let nearest = microseconds < 0 ? Timestamp.earliest : .latest
        self = Timestamp(seconds: seconds, nanoseconds: Int32(rest) * 1_000) ?? nearest
    }

    /// The moment that much later, or the last that there is.
    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        moment.adding(duration) ?? (duration < .zero ? .earliest : .latest)
    }

    /// The moment that much earlier, or the first that there is.
    package static func - (moment: Timestamp, duration: Duration) -> Timestamp { moment + (.zero - duration) }
}
