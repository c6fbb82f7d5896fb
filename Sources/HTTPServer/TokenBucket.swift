import LinuxIO

/// Lets so many through at once, and so many a second for long.
struct TokenBucket: Sendable {
    private let rate: AddressRate
    private var tokens: Double
    private var filled: MonotonicTime

    init(_ rate: AddressRate, at now: MonotonicTime) {
        self.rate = rate
        tokens = rate.burst
        filled = now
    }

    /// Takes a token; if there is none, how long until there is one.
    mutating func take(at now: MonotonicTime) -> Duration? {
        tokens = level(at: now)
        filled = max(filled, now)
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return .seconds((1 - tokens) / rate.perSecond)
    }

    func isFull(at now: MonotonicTime) -> Bool { level(at: now) >= rate.burst }

    private func level(at now: MonotonicTime) -> Double {
        // Loops look at their clocks once a round: one may be a little behind another.
        let elapsed = Double(max(0, now.nanoseconds - filled.nanoseconds)) / 1e9
        return min(rate.burst, tokens + elapsed * rate.perSecond)
    }
}
