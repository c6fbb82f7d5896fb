import CivilTime
package import RelayCore

/// How far an account has been taken up again.
package struct AccountRamp: Sendable {
    package private(set) var ramp: Ramp
    /// That rises with it too; nil where the account has none.
    private var rate: Rate?
    private var begun = 0

    package init(_ ramp: Ramp, _ rate: Rate?) {
        self.ramp = ramp
        self.rate = rate
    }

    /// One that goes on: nobody knows how many had been begun, so that all count that might have been.
    init(_ ramp: Ramp, _ rate: Rate?, goingOnAt now: Timestamp) {
        self.init(ramp, rate)
        if let rate { begun = ramp.allowance(of: rate, at: now) }
    }

    /// Rises with another rate from then on.
    mutating func follow(_ other: Rate?, at now: Timestamp) {
        if rate != other { self = AccountRamp(ramp, other, goingOnAt: now) }
    }

    /// Whether another may be begun beside so many, of the most that may be without it.
    func allows(beside working: Int, of most: Int, at now: Timestamp) -> Bool {
        guard !ramp.isOver(at: now) else { return true }
        return working < ramp.concurrency(of: most, at: now) && !isAhead(at: now)
    }

    /// Whether as many have been begun as may be by now.
    private func isAhead(at now: Timestamp) -> Bool {
        rate.map { begun >= ramp.allowance(of: $0, at: now) } ?? false
    }

    mutating func begin() { begun += 1 }

    /// Moves it in time, as the clock that shows it was moved.
    mutating func shift(by duration: Duration) { ramp = ramp.shifted(by: duration) }

    /// When another may be begun beside so many, where that is what keeps it.
    func wakeTime(beside working: Int, of most: Int, at now: Timestamp) -> Timestamp? {
        guard !ramp.isOver(at: now) else { return nil }
        if let rate, isAhead(at: now) { return ramp.moment(after: begun, of: rate) }
        guard working >= ramp.concurrency(of: most, at: now) else { return nil }
        return ramp.moment(beside: working, of: most)
    }
}
