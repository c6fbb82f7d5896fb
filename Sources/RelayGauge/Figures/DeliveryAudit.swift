/// Whether each accepted event reached each destination once.
package struct DeliveryAudit: Sendable, Equatable {
    /// Events that a destination should have got, and did not.
    package var lost = 0
    /// Those that came again.
    package var doubled = 0
    /// What came and is no event that was posted.
    package var strange = 0

    package init() {}

    package var isClean: Bool { lost == 0 && doubled == 0 && strange == 0 }

    mutating func note(_ arrivals: Arrivals, _ loads: [LoadResult], destinations: Int) {
        for load in loads {
            for destination in 0..<destinations {
                let times = arrivals.times(at: destination, of: load.events)
                lost += zip(times, load.took).count { $0 == nil && $1 != nil }
            }
        }
        (doubled, strange) = (doubled + arrivals.progress.doubled, strange + arrivals.progress.strange)
    }

    mutating func add(_ other: DeliveryAudit) {
        lost += other.lost
        doubled += other.doubled
        strange += other.strange
    }
}
