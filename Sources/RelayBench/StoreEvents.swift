import CivilTime
import JSON
import RelayCore

/// Sample events with ids of their own and two deliveries each, and how those end.
struct StoreEvents {
    private(set) var now = Timestamp(microseconds: 1_780_000_000_000_000)
    private let body: JSONValue
    private let areIDsOrdered: Bool
    private var count = 0

    /// Some senders' ids rise with time, and stand side by side in an index; others are of pure chance.
    init(areIDsOrdered: Bool = true) throws {
        body = try JSONDocument(SampleEvent.bytes).root
        self.areIDsOrdered = areIDsOrdered
    }

    /// Requests of one event each.
    mutating func requests(_ number: Int) -> [StoreWrite] {
        now = now + .milliseconds(1)
        return (0..<number).map { _ in .accept([next()]) }
    }

    mutating func next() -> NewEvent {
        count += 1
        let chance = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        let id = "evt_" + (areIDsOrdered ? Base32Text.text(Int64(count) << 20) : "") + String(chance, radix: 36)
        let lead = "lead_\(UInt32(truncatingIfNeeded: count) &* 2_654_435_761)"
        let event = Event(
            id: id,
            source: "sendpilot",
            type: "lead.status.changed",
            lead: lead,
            occurredAt: now,
            receivedAt: now,
            headers: ["content-type": "application/json"],
            body: body
        )
        let deliveries = Self.addresses.map { NewDelivery($0, lead: lead) }
        return NewEvent(event, configuration: "0f3c", deliveries: deliveries)
    }

    /// All that became ready is delivered at the first attempt.
    func settlements(of results: [StoreResult]) -> [StoreWrite] {
        results.flatMap { result -> [StoreWrite] in
            guard case .accepted(let receipts) = result else { return [] }
            return receipts.flatMap(\.ready).map { .settle(delivered($0), attempt) }
        }
    }

    private func delivered(_ stored: StoredDelivery) -> StoredDelivery {
        let delivery = Delivery(
            id: stored.id,
            since: stored.delivery.since,
            state: .finished(.delivered, Reason("delivered")),
            history: Delivery.History(attempts: 1)
        )
        return StoredDelivery(delivery, stored.address, lane: stored.lane, position: stored.position)
    }

    private var attempt: Attempt {
        Attempt(
            number: 1,
            startedAt: now,
            took: .milliseconds(80),
            status: 200,
            verdict: .delivered,
            reason: Reason("delivered"),
            configuration: "0f3c",
            digest: Self.digest,
            request: Self.request,
            answer: Self.answer
        )
    }

    private static let addresses = [
        DeliveryAddress(route: "outreach status", send: "leadtrackr.updateLeadStatus", destination: "leadtrackr"),
        DeliveryAddress(route: "outreach status", send: "octanist.updateLead", destination: "octanist"),
    ]
    private static let digest = [UInt8](repeating: 9, count: 32)
    private static let request = [UInt8](repeating: UInt8(ascii: "r"), count: 200)
    private static let answer = Array(#"{"success":true,"data":{"leadsUpdated":1}}"#.utf8)
}
