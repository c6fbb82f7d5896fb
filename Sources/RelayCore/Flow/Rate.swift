/// So many in such a time.
package struct Rate: Sendable, Equatable {
    package let count: Int
    package let period: Duration

    package init(count: Int, period: Duration) {
        self.count = count
        self.period = period
    }

    /// Whether it lets less through in the long run, or the same in smaller bursts.
    package func isStricter(than other: Rate) -> Bool {
        let (mine, others) = (
            Double(count) / (period / .seconds(1)), Double(other.count) / (other.period / .seconds(1))
        )
        return mine == others ? count < other.count : mine < others
    }
}
