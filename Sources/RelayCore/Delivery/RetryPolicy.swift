/// How often, how long and at what distances a delivery is tried.
package struct RetryPolicy: Sendable, Equatable {
    /// Attempts that count: those that failed, not those that only had to wait.
    package let attempts: Int
    /// How long after its acceptance a delivery may still be tried.
    package let age: Duration
    /// The longest wait after the first failure; each further one is three times as long.
    package let first: Duration
    /// The longest wait of all.
    package let longest: Duration

    package static let standard = RetryPolicy()

    package init(
        attempts: Int = 12,
        age: Duration = .seconds(72 * 3_600),
        first: Duration = .seconds(10),
        longest: Duration = .seconds(12 * 3_600)
    ) {
        self.attempts = attempts
        self.age = age
        self.first = first
        self.longest = longest
    }

    /// How long to wait after a failure, the first of which is one; anywhere up to the limit, so that those who failed
    /// together do not come back together.
    package func delay(afterFailure number: Int, jitter: Jitter) -> Duration {
        var limit = min(first, longest)
        // As a power it would overflow long before any limit that a person sets.
        for _ in 1..<max(1, number) where limit < longest { limit = min(longest, limit * 3) }
        return max(.seconds(1), jitter.share(of: limit))
    }

    /// How long before its end a delivery that lasts so long is tried for the last time, where it would come due only then.
    static func lastChance(of length: Duration) -> Duration { max(.zero, min(.seconds(60), length / 20)) }

    /// How long to wait where nobody failed and nobody says for how long.
    package func pause(afterWait number: Int) -> Duration {
        let minutes = [1, 5, 15]
        return .seconds(60 * (minutes.indices.contains(number - 1) ? minutes[number - 1] : 30))
    }
}

/// A piece of chance, drawn by the caller so that a decision can be repeated.
package struct Jitter: Sendable, Equatable {
    /// Out of 2^32.
    private let fraction: UInt32

    package init(_ random: UInt64) {
        fraction = UInt32(truncatingIfNeeded: random >> 32)
    }

    /// Somewhere from nothing up to the whole.
    package func share(of duration: Duration) -> Duration {
        // In milliseconds, because a product of attoseconds would overflow within hours.
        let milliseconds = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        let (high, low) = milliseconds.multipliedFullWidth(by: Int64(fraction))
        return .milliseconds(high << 32 | Int64(low >> 32))
    }
}
