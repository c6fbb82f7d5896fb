import CivilTime
import JSON
import RelayCore
import Testing

/// A day in the life of a relay: what reports are made of.
enum Samples {
    /// 2026-02-20T18:40:00Z, when somebody looks.
    static let now = moment(0)

    static func moment(_ second: Int64) -> Timestamp { Timestamp(microseconds: (1_771_612_800 + second) * 1_000_000) }

    /// `ev_0000000000001` and so on.
    static func number(_ raw: Int64) -> EventNumber { EventNumber(rawValue: raw) }

    static func event(
        _ raw: Int64,
        id: String? = nil,
        source: String = "sendpilot",
        type: String = "lead.status.changed",
        lead: String? = "lead_abc123",
        at second: Int64 = -90,
        headers: EventFields = [:],
        query: EventFields = [:],
        isRouted: Bool = true,
        isEcho: Bool = false,
        isEmptied: Bool = false,
        _ body: String = "{}"
    ) throws -> StoredEvent {
        let event = Event(
            id: id ?? "evt_\(raw)",
            source: source,
            type: type,
            lead: lead,
            occurredAt: moment(second - 1),
            receivedAt: moment(second),
            headers: headers,
            query: query,
            body: try JSONDocument(body).root
        )
        return StoredEvent(
            number(raw),
            event,
            configuration: "c0ffee",
            notes: [],
            isRouted: isRouted,
            isEcho: isEcho,
            isEmptied: isEmptied
        )
    }

    static func delivery(
        _ raw: Int64,
        place: Int = 0,
        to destination: String = "leadtrackr",
        lead: String? = "lead_abc123",
        _ state: Delivery.State,
        tries: Delivery.History = Delivery.History(attempts: 1),
        ended second: Int64? = nil,
        status: Int? = nil
    ) -> DeliverySummary {
        let id = DeliveryID(event: number(raw), number: place)
        let delivery = Delivery(id: id, since: moment(-90), state: state, history: tries)
        let address = DeliveryAddress(route: "outreach status", send: "\(destination).update", destination: destination)
        let lane = lead.map { Lane(destination: destination, lead: $0) }
        let stored = StoredDelivery(delivery, address, lane: lane, position: moment(-90 + raw % 64))
        return DeliverySummary(stored, lead: lead, finishedAt: second.map(moment), status: status)
    }

    static func attempt(
        number: Int = 1,
        at second: Int64 = -88,
        status: Int? = 400,
        failure: String = "",
        _ verdict: Verdict.Kind = .dead,
        _ reason: Reason = Reason("rejected"),
        request: String = "",
        answer: String = ""
    ) -> Attempt {
        Attempt(
            number: number,
            startedAt: moment(second),
            took: .milliseconds(1_234),
            status: status,
            failure: failure,
            verdict: verdict,
            reason: reason,
            configuration: "c0ffee",
            digest: [0x0F, 0xA0],
            request: Array(request.utf8),
            answer: Array(answer.utf8)
        )
    }

    static let rejected = Reason(
        "rejected",
        detail: "the field uniqueIdentifier is unknown",
        remedy: "correct the field in the route, reload, then replay"
    )
}
