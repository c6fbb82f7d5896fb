import CivilTime
import RelayCore
import RelayRoutes

/// What may be asked of destinations, and where it is told how they answer; it stays with the deliverer.
///
/// A class, so that it is made once for many deliveries.
final class DestinationGate {
    /// For how long a call at a destination may not be made; nil where it may.
    let rest: (_ call: Call, _ destination: Destination) -> Duration?
    /// For how long a lookup may not be made; nil where it may.
    let restOfLookup: (_ call: Call, _ destination: Destination, _ delivery: DeliveryID) -> Duration?
    /// What a request beside the one that was begun with must wait for.
    let turn: (_ destination: Destination, _ share: Share) -> DeliveryWork.Turn
    /// The quota of a destination that is in force.
    let line: (_ destination: Destination) -> QuotaLine?
    /// Takes note of how a destination answers.
    let note: (_ answer: Answer, _ destination: Destination, _ delivery: DeliveryID, _ started: Timestamp) -> Void
    /// Takes note that a lookup got an answer that no broken account would give.
    let noteSound: (_ destination: Destination, _ delivery: DeliveryID) -> Void

    init(
        rest: @escaping (Call, Destination) -> Duration?,
        restOfLookup: @escaping (Call, Destination, DeliveryID) -> Duration?,
        turn: @escaping (Destination, Share) -> DeliveryWork.Turn,
        line: @escaping (Destination) -> QuotaLine?,
        note: @escaping (Answer, Destination, DeliveryID, Timestamp) -> Void,
        noteSound: @escaping (Destination, DeliveryID) -> Void
    ) {
        self.rest = rest
        self.restOfLookup = restOfLookup
        self.turn = turn
        self.line = line
        self.note = note
        self.noteSound = noteSound
    }
}
