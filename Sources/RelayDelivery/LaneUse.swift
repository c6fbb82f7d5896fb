import RelayCore

/// What is here of one lane of an account.
enum LaneUse: Sendable {
    /// One of it is in the window.
    case queued(DeliveryID)
    /// One of it is worked on.
    case busy(DeliveryID)
    /// One of it is worked on, and another has been handed in meanwhile.
    case busyBefore(DeliveryID, other: DeliveryID)
    /// One of it is worked on, and several others have been handed in meanwhile.
    case busyBeforeSeveral(DeliveryID)

    /// Where a delivery that is offered belongs.
    enum Turn {
        /// Behind all others.
        case next
        /// Perhaps before the one of its lane that is queued.
        case inPlace(lead: String)
        /// It would be the next, if there were room.
        case noRoom
        /// It is here already, or must wait for another.
        case nowhere
    }

    /// The one that is queued or worked on.
    private var current: DeliveryID {
        switch self {
        case .queued(let id), .busy(let id), .busyBefore(let id, _), .busyBeforeSeveral(let id): id
        }
    }

    func holds(_ id: DeliveryID) -> Bool { current == id }

    /// Takes note in the lane's use, which is nil while nothing of it is here, of a delivery that is offered.
    static func take(_ id: DeliveryID, of lead: String, in use: inout LaneUse?, hasRoom: Bool) -> Turn {
        switch use {
        case nil:
            guard hasRoom else { return .noRoom }
            use = .queued(id)
            return .next
        case .some(let known) where known.holds(id): return .nowhere
        case .queued: return .inPlace(lead: lead)
        case .busy(let current): use = .busyBefore(current, other: id)
        case .busyBefore(_, other: id): break
        case .busyBefore(let current, _), .busyBeforeSeveral(let current): use = .busyBeforeSeveral(current)
        }
        return .nowhere
    }
}
