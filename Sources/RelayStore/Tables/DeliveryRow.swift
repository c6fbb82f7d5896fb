import CivilTime
import RelayCore
import SQLite

/// The columns that tell a delivery, whether it waits or has ended.
struct DeliveryRow {
    let id: DeliveryID
    let send: Int64
    let lead: String?
    private let position, since: Int64
    private let history: Delivery.History
    private let reason: Reason
    private let due: Int64?
    private let fate: Fate?

    /// What `init(_:)` reads of `deliveries`.
    static let waiting =
        "event, number, send, lead, position, since, attempts, waits, in_doubt, cause, detail, remedy, due, NULL, replayed"
    /// What `init(_:)` reads of `fresh`.
    static let fresh =
        "event, number, send, lead, position, since, attempts, waits, in_doubt, cause, detail, remedy, due, NULL, NULL"
    /// What `init(_:)` reads of `history`.
    static let ended =
        "event, number, send, lead, position, since, attempts, waits, in_doubt, cause, detail, remedy, NULL, fate, NULL"
    /// How many columns those are.
    static let count: Int32 = 15

    init(_ row: borrowing Row) {
        id = DeliveryID(event: EventNumber(rawValue: row.integer(0)), number: Int(row.integer(1)))
        send = row.integer(2)
        lead = row.optionalText(3)
        position = row.integer(4)
        since = row.integer(5)
        history = Delivery.History(
            attempts: Int(row.integer(6)),
            waits: Int(row.integer(7)),
            inDoubt: Int(row.integer(8)),
            replay: row.optionalInteger(14).map { Delivery.Replay(rawValue: Int($0)) }
        )
        reason = row.reason(9) ?? .itsTurn
        due = row.optionalInteger(12)
        fate = row.optionalText(13).flatMap(Fate.init(rawValue:))
    }

    func stored(for address: DeliveryAddress) -> StoredDelivery {
        let state: Delivery.State =
            if let due { .waiting(due: Timestamp(microseconds: due), reason) } else { .finished(fate ?? .dead, reason) }
        return StoredDelivery(
            Delivery(id: id, since: Timestamp(microseconds: since), state: state, history: history),
            address,
            lane: lead.map { Lane(destination: address.destination, lead: $0) },
            position: Timestamp(microseconds: position)
        )
    }
}

extension Reason {
    /// Why nearly all that wait do; it is not written.
    static let itsTurn = Reason("its-turn")
}

extension Row {
    /// A reason in three columns; nil for the one that is not written.
    func reason(_ column: Int32) -> Reason? {
        optionalText(column).map { Reason($0, detail: text(column + 1), remedy: text(column + 2)) }
    }
}

extension Binder {
    /// Binds three columns; a reason that goes without saying leaves them empty.
    mutating func reason(_ reason: Reason, unlessIs silent: Reason) {
        guard reason != silent else {
            null()
            null()
            null()
            return
        }
        text(reason.cause)
        text(reason.detail.isEmpty ? nil : reason.detail)
        text(reason.remedy.isEmpty ? nil : reason.remedy)
    }

    mutating func id(_ id: DeliveryID) {
        integer(id.event.rawValue)
        integer(id.number)
    }
}
