package import CivilTime

/// A time over which a destination is taken up again: from one delivery at a time up to all that is configured.
package struct Ramp: Sendable, Equatable {
    package let since: Timestamp
    package let until: Timestamp

    package init(since: Timestamp, until: Timestamp) {
        self.since = since
        self.until = max(since, until)
    }

    /// The same, begun so much later.
    package func shifted(by duration: Duration) -> Ramp { Ramp(since: since + duration, until: until + duration) }

    package func isOver(at now: Timestamp) -> Bool { until <= now }

    /// How many may be under way at once, of the most that may be without it.
    package func concurrency(of most: Int, at now: Timestamp) -> Int {
        max(1, min(most, Int(1 + Double(most - 1) * share(at: now))))
    }

    /// When one more may be under way beside so many, of the most that may be without it.
    package func moment(beside working: Int, of most: Int) -> Timestamp {
        guard working < most - 1 else { return until }
        return since(share: Double(working) / Double(most - 1))
    }

    /// How many may have been begun by now, where the rate rises evenly from nothing; the first may be at once.
    package func allowance(of rate: Rate, at now: Timestamp) -> Int {
        // The area below a line that rises from nothing to the rate.
        let share = share(at: now)
        return 1 + Int(full(rate) * share * share)
    }

    /// When one more than so many may have been begun.
    package func moment(after count: Int, of rate: Rate) -> Timestamp {
        let full = full(rate)
        guard full > Double(count) else { return until }
        return since(share: (Double(count) / full).squareRoot())
    }

    /// When so much of it has passed, to be sure of that a little later.
    private func since(share: Double) -> Timestamp {
        min(until, since + .milliseconds(Int64(share * (length / .milliseconds(1))) + 1))
    }

    private var length: Duration { until.duration(since: since) }

    /// How much of it has passed.
    private func share(at now: Timestamp) -> Double {
        guard now < until else { return 1 }
        return max(0, now.duration(since: since) / length)
    }

    /// How many the whole ramp lets through.
    private func full(_ rate: Rate) -> Double { Double(rate.count) * (length / rate.period) / 2 }
}
