import CivilTime
import RelayCore
import SQLite

/// Reads what was planned for events, from their own rows.
final class PlanReader {
    private let select, newest, told: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        let columns = "number, accepted, \(PositionColumn.sql()), lead, plan"
        select = try connection.prepare("SELECT \(columns) FROM events WHERE number = ? AND plan IS NOT NULL")
        newest = try connection.prepare(
            "SELECT \(columns) FROM events WHERE number > ? AND plan IS NOT NULL ORDER BY number"
        )
        told = try connection.prepare(
            """
            SELECT event, number FROM history WHERE event > ?1 UNION ALL
            SELECT event, number FROM deliveries WHERE event > ?1
            """
        )
    }

    func event(_ number: EventNumber) throws(SQLiteError) -> PlannedEvent? {
        try select.first({ $0.integer(number.rawValue) }) { PlannedEvent($0) }
    }

    func events(after number: Int64) throws(SQLiteError) -> [PlannedEvent] {
        try newest.all({ $0.integer(number) }) { PlannedEvent($0) }
    }

    /// The deliveries of later events that a row of their own tells of.
    func otherwiseTold(after number: Int64) throws(SQLiteError) -> [DeliveryID] {
        try told.all({ $0.integer(number) }) { row in
            DeliveryID(event: EventNumber(rawValue: row.integer(0)), number: Int(row.integer(1)))
        }
    }
}

/// An event with its deliveries as they were planned.
struct PlannedEvent {
    let number: EventNumber
    /// In microseconds.
    let accepted: Int64
    private let position: Timestamp
    private let plan: [StoredPlan.Planned?]

    init(_ row: borrowing Row) {
        number = EventNumber(rawValue: row.integer(0))
        accepted = row.integer(1)
        position = Timestamp(microseconds: row.integer(2))
        plan = StoredPlan.deliveries(of: row.text(4), beside: row.optionalText(3))
    }

    /// A bit for each delivery that waited when it was planned.
    var waiting: UInt64 { FreshEvents.bits(of: plan) { $0 != nil } }

    /// Those that waited when they were planned.
    func deliveries(_ sends: SendTable) -> [StoredDelivery] {
        plan.indices.compactMap { delivery($0, sends.address) }
    }

    /// The delivery of a number, with the address of its send looked up.
    func delivery<Failure>(
        _ number: Int,
        _ address: (Int64) throws(Failure) -> DeliveryAddress
    ) throws(Failure) -> StoredDelivery? {
        guard plan.indices.contains(number), let planned = plan[number] else { return nil }
        return StoredDelivery(
            asPlanned: DeliveryID(event: self.number, number: number),
            try address(planned.send),
            lead: planned.lead,
            position: position,
            at: Timestamp(microseconds: accepted)
        )
    }
}

extension StoredDelivery {
    /// A delivery as it begins: it waits, unless it has failed while it was planned.
    convenience init(
        asPlanned id: DeliveryID,
        _ address: DeliveryAddress,
        lead: String?,
        position: Timestamp,
        at accepted: Timestamp,
        failure: Reason? = nil
    ) {
        let state: Delivery.State = failure.map { .finished(.dead, $0) } ?? .waiting(due: accepted, .itsTurn)
        let lane = lead.map { Lane(destination: address.destination, lead: $0) }
        self.init(Delivery(id: id, since: accepted, state: state), address, lane: lane, position: position)
    }
}
