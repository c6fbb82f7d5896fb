package import CivilTime

/// What waits for a destination.
package struct Backlog: Sendable, Equatable {
    package let destination: String
    package let waiting: Int
    /// From when counts the age of the oldest.
    package let oldest: Timestamp
    /// How many of them a newer one makes needless that waits for the same send and lead, where that wants the latest.
    package let supersedable: Int

    package init(destination: String, waiting: Int, oldest: Timestamp, supersedable: Int) {
        self.destination = destination
        self.waiting = waiting
        self.oldest = oldest
        self.supersedable = supersedable
    }
}
