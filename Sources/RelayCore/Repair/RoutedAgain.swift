package import CivilTime

/// What an event gets that went through the routes again: it is stored whole.
package struct RoutedAgain: Sendable, Equatable {
    package let event: EventNumber
    /// Those of which it has none of the same send yet.
    package let added: [NewDelivery]
    /// Those that have ended, and are wanted once more.
    package let onceMore: [Ended]
    /// The fingerprint of the configuration that planned it.
    package let configuration: String

    /// A delivery by the moment of its end: one that ended again since then has been seen to by somebody else.
    package struct Ended: Sendable, Equatable {
        package let id: DeliveryID
        package let at: Timestamp

        package init(_ id: DeliveryID, at: Timestamp) {
            self.id = id
            self.at = at
        }
    }

    package init(
        _ event: EventNumber,
        added: [NewDelivery],
        onceMore: [Ended] = [],
        configuration: String
    ) {
        self.event = event
        self.added = added
        self.onceMore = onceMore
        self.configuration = configuration
    }

    /// How many deliveries that is.
    package var count: Int { added.count + onceMore.count }

    /// The first so many of them.
    package func prefix(_ most: Int) -> RoutedAgain {
        RoutedAgain(
            event,
            added: Array(added.prefix(most)),
            onceMore: Array(onceMore.prefix(max(0, most - added.count))),
            configuration: configuration
        )
    }
}

/// Where a delivery comes from that its event did not have at first.
package struct Addition: Sendable, Equatable {
    package let delivery: DeliveryID
    package let job: ReplayJobID
    package let at: Timestamp
    /// The fingerprint of the configuration that planned it.
    package let configuration: String

    package init(_ delivery: DeliveryID, by job: ReplayJobID, at: Timestamp, configuration: String) {
        self.delivery = delivery
        self.job = job
        self.at = at
        self.configuration = configuration
    }
}
