import CivilTime

/// How far a job has come: over events by their numbers, over dead letters as they stand in their lanes.
///
/// Letters of a lead are sent again in the order in which they first had to be, in whatever order they died.
package struct ReplayPlace: Sendable, Hashable {
    /// In microseconds, as a store keeps it; nought among events.
    package let position: Int64
    package let event: Int64
    package let number: Int

    package init(position: Int64, event: Int64, number: Int) {
        (self.position, self.event, self.number) = (position, event, number)
    }

    /// That of a dead letter.
    package init(of stored: StoredDelivery) {
        self.init(position: stored.position.microseconds, event: stored.id.event.rawValue, number: stored.id.number)
    }

    /// Before all others.
    package static let start = ReplayPlace(position: .min, event: 0, number: 0)
    /// Behind all others.
    package static let end = ReplayPlace(position: .max, event: .max, number: .max)

    package static func event(_ number: Int64) -> ReplayPlace { ReplayPlace(position: 0, event: number, number: 0) }
}

extension ReplayPlace: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.position, left.event, left.number) < (right.position, right.event, right.number)
    }
}
