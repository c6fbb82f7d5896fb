/// Whether each accepted event reached each destination once, or is kept for it.
package struct DeliveryAudit: Sendable, Equatable {
    /// Events that a destination should have got, and did not.
    package var lost = 0
    /// Those that came again.
    package var doubled = 0
    /// What came and is no event that was posted.
    package var strange = 0
    /// Deliveries that a store should have kept, and did not.
    package var unkept = 0
    /// Those that it kept, and nobody was told that it had accepted them.
    package var unasked = 0

    package init() {}

    package var isClean: Bool { self == DeliveryAudit() }

    /// Notes how many deliveries were found in the store of a relay that was to keep all of them.
    package mutating func note(kept: Int, of accepted: Int) {
        unkept += max(0, accepted - kept)
        unasked += max(0, kept - accepted)
    }

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
        unkept += other.unkept
        unasked += other.unasked
    }
}
