import RelayCore

/// What is here of one lane of an account: one delivery, in the window or worked on, and word of others.
struct LaneUse: Sendable {
    private var current: DeliveryID
    var isBusy = false
    private(set) var others = Others.nothing

    /// What has been offered and was not taken, because one of the lane is here.
    enum Others: Sendable {
        case nothing
        case one(DeliveryID)
        case several
    }

    /// Where a delivery that is offered belongs.
    enum Turn {
        /// Behind all others.
        case next
        /// Perhaps before the one of its lane that is queued.
        case inPlace(lead: ExactText)
        /// It would be the next, if there were room.
        case noRoom
        /// It is here already, or must wait for another.
        case nowhere
    }

    func holds(_ id: DeliveryID) -> Bool { current == id }

    /// Takes note in the lane's use, which is nil while nothing of it is here, of a delivery that is offered.
    static func take(_ id: DeliveryID, of lead: ExactText, in use: inout LaneUse?, hasRoom: Bool) -> Turn {
        guard let known = use else {
            guard hasRoom else { return .noRoom }
            use = LaneUse(current: id)
            return .next
        }
        guard !known.holds(id) else { return .nowhere }
        use?.note(id)
        return known.isBusy ? .nowhere : .inPlace(lead: lead)
    }

    /// Another of the lane belongs before the one that is queued.
    mutating func giveWay(to id: DeliveryID) {
        let former = current
        current = id
        if case .one(id) = others { others = .nothing }
        note(former)
    }

    private mutating func note(_ id: DeliveryID) {
        switch others {
        case .nothing: others = .one(id)
        case .one(id): break
        case .one, .several: others = .several
        }
    }
}
