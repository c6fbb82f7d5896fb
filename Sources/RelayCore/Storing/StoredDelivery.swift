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

    /// Whether both are of the same time round: what a person sends again begins anew, and what comes of the time before
    /// does not count for it.
    package func isOfSameLife(as other: StoredDelivery) -> Bool {
        id == other.id && delivery.since.microseconds == other.delivery.since.microseconds
    }

    package var isOvertaken: Bool {
        if case .finished(let fate, _) = delivery.state { fate.isOvertaken } else { false }
    }

    /// Whether it was ended by something else than what came of sending it: it may have been on its way then.
    package var wasEndedByOthers: Bool {
        guard case .finished(let fate, let reason) = delivery.state else { return false }
        return isOvertaken || fate == .discarded || reason.cause == Reason.sendRemoved
    }

    /// What is left of it where it was ended so, and what came of it on its way is known now: what the API has it has. What
    /// has failed only adds to what was tried for it.
    package func endedByOthers(thoughSent outcome: StoredDelivery) -> StoredDelivery {
        if case .finished(let fate, _) = outcome.delivery.state, fate.isDelivered || isOvertaken { return outcome }
        let history = outcome.delivery.history
        return outcome.becoming(Delivery(id: id, since: delivery.since, state: delivery.state, history: history))
    }

    /// The same after something has become of it.
    package func becoming(_ delivery: Delivery) -> StoredDelivery {
        StoredDelivery(delivery, address, lane: lane, position: position)
    }
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
    /// Whether it only repeats what we have written, so that no route was asked.
    package let isEcho: Bool
    /// Whether its body, headers and query have been dropped to save room.
    package let isEmptied: Bool

    package init(
        _ number: EventNumber,
        _ event: Event,
        configuration: String,
        notes: [UInt8],
        isRouted: Bool,
        isEcho: Bool = false,
        isEmptied: Bool
    ) {
        self.isEcho = isEcho
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
    /// Whether the send itself was tried, and not only something that is asked before it; not kept, for it counts where
    /// the attempt is handed in.
    package let isOfSend: Bool
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
        isOfSend: Bool = true,
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
        self.isOfSend = isOfSend
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
