extension Attention {
    package static let laneHeld = "lane-held"

    /// That a dead letter holds its lane; all lanes at a destination are one row, and the letter of the last stands in it.
    package init(laneHeldBy letter: DeliveryID, of address: DeliveryAddress, _ reason: Reason) {
        self.init(
            Self.laneHeld,
            of: address.destination,
            detail: "held by \(letter.text): \(reason.cause); what comes after it for its lead waits",
            remedy: "leadrelay dead show \(letter.text): replay or discard it, the lane goes on with either"
        )
    }
}

extension NewDelivery {
    /// Whether it is a dead letter from the start that holds its lane.
    package var holdsItsLane: Bool { failure != nil && lead != nil && address.rules.onDead == .hold }
}
