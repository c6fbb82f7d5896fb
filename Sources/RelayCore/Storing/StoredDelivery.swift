package import CivilTime

/// A delivery as the store keeps it while it waits.
///
/// A class, because it goes through many hands, and each would copy it whole.
package final class StoredDelivery: Sendable {
    package let delivery: Delivery
    package let address: DeliveryAddress
    package let lane: Lane?
    /// What orders it within its lane: when the event occurred, or else when it was received; then its id.
    package let position: Timestamp

    package init(_ delivery: Delivery, _ address: DeliveryAddress, lane: Lane?, position: Timestamp) {
        self.delivery = delivery
        self.address = address
        self.lane = lane
        self.position = position
    }

    package var id: DeliveryID { delivery.id }
}

extension StoredDelivery: Equatable {
    package static func == (left: StoredDelivery, right: StoredDelivery) -> Bool {
        left.delivery == right.delivery && left.address == right.address && left.lane == right.lane
            && left.position == right.position
    }
}

/// What happens in order at a destination: all that concerns one lead.
package struct Lane: Sendable {
    package let destination: String
    package let lead: String

    package init(destination: String, lead: String) {
        self.destination = destination
        self.lead = lead
    }
}

/// Leads are told apart by their bytes, as a store does.
extension Lane: Hashable {
    package static func == (left: Lane, right: Lane) -> Bool {
        left.destination == right.destination && ExactText(left.lead) == ExactText(right.lead)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(destination)
        hasher.combine(ExactText(lead))
    }
}

/// An event as the store keeps it.
package struct StoredEvent: Sendable {
    package let number: EventNumber
    package let event: Event
    package let configuration: String
    package let notes: [UInt8]
    package let isRouted: Bool
    /// Whether its body, headers and query have been dropped to save room.
    package let isEmptied: Bool

    package init(
        _ number: EventNumber,
        _ event: Event,
        configuration: String,
        notes: [UInt8],
        isRouted: Bool,
        isEmptied: Bool
    ) {
        self.number = number
        self.event = event
        self.configuration = configuration
        self.notes = notes
        self.isRouted = isRouted
        self.isEmptied = isEmptied
    }
}

/// One try of a delivery, as it is remembered.
package struct Attempt: Sendable, Equatable {
    /// From one.
    package let number: Int
    package let startedAt: Timestamp
    package let took: Duration
    /// The status of the answer; nil where none came.
    package let status: Int?
    /// A word for why no answer came; empty where one did.
    package let failure: String
    package let verdict: Verdict.Kind
    package let reason: Reason
    /// The fingerprint of the configuration that made the request.
    package let configuration: String
    /// SHA-256 of the request's body; empty where nothing was sent.
    package let digest: [UInt8]
    /// The request as JSON, its secrets masked; empty where it is not kept.
    package let request: [UInt8]
    /// What is kept of the answer's body.
    package let answer: [UInt8]

    package init(
        number: Int,
        startedAt: Timestamp,
        took: Duration,
        status: Int?,
        failure: String = "",
        verdict: Verdict.Kind,
        reason: Reason,
        configuration: String,
        digest: [UInt8] = [],
        request: [UInt8] = [],
        answer: [UInt8] = []
    ) {
        self.number = number
        self.startedAt = startedAt
        self.took = took
        self.status = status
        self.failure = failure
        self.verdict = verdict
        self.reason = reason
        self.configuration = configuration
        self.digest = digest
        self.request = request
        self.answer = answer
    }
}
