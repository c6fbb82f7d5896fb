package import CivilTime

/// That an API wants nothing to be asked with a credential for a while.
package struct QuotaClosure: Sendable, Equatable {
    package let since: Timestamp
    package let until: Timestamp
    /// What asked for that, in a word: `retry-after`, `http-429` or `ratelimit`.
    package let cause: String

    package init(since: Timestamp, until: Timestamp, cause: String) {
        self.since = since
        self.until = max(since, until)
        self.cause = cause
    }

    /// Whether it is worth a word: a shorter one is over before anybody has read of it.
    package var isNotable: Bool { .seconds(5) < length }
    /// Whether a process after this one is to know of it.
    package var isKept: Bool { .seconds(10) < length }
    /// Whether somebody should look at it.
    package var isLong: Bool { .seconds(60) < length }

    private var length: Duration { until.duration(since: since) }

    /// The same, by a clock that was put back behind its beginning since.
    package func following(_ now: Timestamp) -> QuotaClosure {
        guard now < since else { return self }
        return QuotaClosure(since: now, until: until + now.duration(since: since), cause: cause)
    }
}
