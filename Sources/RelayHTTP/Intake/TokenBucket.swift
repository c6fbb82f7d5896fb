package import CivilTime

/// So many in such a time, and no more saved up than that.
package struct TokenBucket: Sendable {
    private let capacity: Double
    private let perSecond: Double
    private var tokens: Double
    private var last: Timestamp

    package init(_ count: Int, per period: Duration, at now: Timestamp) {
        capacity = Double(count)
        perSecond = Double(count) / period.inSeconds
        tokens = capacity
        last = now
    }

    /// Takes one; nil, or else how long to wait for it.
    package mutating func take(at now: Timestamp) -> Duration? {
        // A clock that was put back gives nothing and takes nothing.
        let elapsed = max(0, now.seconds(since: last))
        last = now
        tokens = min(capacity, tokens + elapsed * perSecond)
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return .milliseconds(Int64(((1 - tokens) / perSecond * 1_000).rounded(.up)))
    }

    /// Takes so many more, which those who come next wait for.
    package mutating func charge(_ count: Int) { tokens -= Double(count) }
}

extension Timestamp {
    /// Near enough for a rate, and without the arithmetic of exact durations.
    fileprivate func seconds(since other: Timestamp) -> Double {
        Double(seconds - other.seconds) + Double(nanoseconds - other.nanoseconds) / 1e9
    }
}

extension Duration {
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
