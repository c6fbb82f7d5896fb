/// An event that is to be accepted, with what has been planned for it.
package struct NewEvent: Sendable {
    package let event: Event
    /// The fingerprint of the configuration that planned it.
    package let configuration: String
    /// What is remembered of the routes that did not take it, as JSON; empty where all did.
    package let notes: [UInt8]
    /// Whether any route took it.
    package let isRouted: Bool
    package let deliveries: [NewDelivery]
    /// What it says that may be an echo of a write of ours.
    package let reports: [EchoReport]
    /// One at most: a list, because there is none for nearly all events, and each is copied often.
    private let told: [Attention]

    package init(
        _ event: Event,
        configuration: String,
        notes: [UInt8] = [],
        isRouted: Bool = true,
        deliveries: [NewDelivery],
        reports: [EchoReport] = [],
        unmapped: Attention? = nil
    ) {
        told = unmapped.map { [$0] } ?? []
        self.reports = reports
        self.event = event
        self.configuration = configuration
        self.notes = notes
        self.isRouted = isRouted
        self.deliveries = deliveries
    }

    /// What it says that no table of its routes has, so that it is sent nowhere.
    package var unmapped: Attention? { told.first }

    /// The same as an echo, whatever was planned for it.
    package var asEcho: NewEvent { NewEvent(event, configuration: configuration, isRouted: false, deliveries: []) }
}

/// A delivery as it is planned.
package struct NewDelivery: Sendable, Equatable {
    package let address: DeliveryAddress
    /// The text that orders it among others to the same destination; nil for a lane of its own.
    package let lead: String?
    /// Why it is a dead letter from the start; nil where it is to be sent.
    package let failure: Reason?

    package init(_ address: DeliveryAddress, lead: String?, failure: Reason? = nil) {
        self.address = address
        self.lead = lead
        self.failure = failure
    }
}

/// Which send a delivery is for, by the names of the routes file.
///
/// A class, because there are few of them, and each is looked up again and again: its texts are hashed once.
package final class DeliveryAddress: Sendable {
    package let route: String
    package let send: String
    package let destination: String
    /// What the routes file says of it; does not tell one send from another.
    package let rules: SendRules
    private let hash: Int

    package init(route: String, send: String, destination: String, rules: SendRules = .standard) {
        self.rules = rules
        self.route = route
        self.send = send
        self.destination = destination
        var hasher = Hasher()
        hasher.combine(route)
        hasher.combine(send)
        hasher.combine(destination)
        hash = hasher.finalize()
    }
}

extension DeliveryAddress: Hashable {
    package static func == (left: DeliveryAddress, right: DeliveryAddress) -> Bool {
        guard left !== right else { return true }
        return left.hash == right.hash && left.route == right.route && left.send == right.send
            && left.destination == right.destination
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
