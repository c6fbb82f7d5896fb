import RelayCore

/// A ledger with a little of everything.
enum SampleLedger {
    /// What a person wrote and is called, hidden wherever it turns up.
    static let body = """
        {"eventId": "evt_1", "data": {"leadId": "lead_abc123", "newStatus": "OPPORTUNITY", "value": 1.50, \
        "customer": {"name": "Ann Example", "age": 41, "vip": true, "tags": ["warm"], "gone": null}, \
        "contactEmail": "ann@example.com", "note": "call me"}}
        """

    static let request = """
        {"method": "PATCH", "url": "https://api.example/leads/ann%40example.com?email=x&status=won", \
        "headers": {"X-API-Key": "$LEADTRACKR_API_KEY", "Authorization": "Bearer abc", "Idempotency-Key": "dl_1"}, \
        "body": {"email": "ann@example.com", "conversionId": "lost"}}
        """

    static func make() throws -> FakeLedger {
        let ledger = FakeLedger()
        ledger.stored = [
            try Samples.event(1, headers: ["x-signature": "t=1,v1=abc", "content-type": "application/json"], body),
            try Samples.event(2, type: "lead.updated", at: -60),
            try Samples.event(3, source: "crm", type: "", lead: nil, at: -30, isRouted: false),
        ]
        let quota = Attention("quota", of: "octanist", detail: "429 for an hour", remedy: "lower its rate")
        let unmapped = Attention("unmapped", of: "sendpilot lead.updated", detail: "contactEmail ann@example.com")
        ledger.attended = [
            AttentionRecord(quota, first: Samples.moment(-7_200), last: Samples.moment(-5), count: 12),
            AttentionRecord(unmapped, first: Samples.moment(-90), last: Samples.moment(-90), count: 1),
        ]
        ledger.sent = [
            Samples.delivery(1, .finished(.dead, Samples.rejected), ended: -80, status: 400),
            Samples.delivery(
                1,
                place: 1,
                to: "octanist",
                .finished(.delivered, Reason("delivered")),
                ended: -85,
                status: 200
            ),
            Samples.delivery(
                2,
                .waiting(due: Samples.moment(200), Reason("server-error", remedy: "none")),
                tries: Delivery.History(attempts: 2, waits: 1, inDoubt: 1),
                status: 503
            ),
            Samples.delivery(2, place: 1, to: "octanist", .waiting(due: Samples.moment(-5), Reason("its-turn"))),
        ]
        let first = ledger.sent[0].stored.id
        ledger.tried[first] = [
            Samples.attempt(
                status: 503,
                .retry,
                Reason("server-error"),
                request: request,
                answer: "<h1>sorry, ann@example.com</h1>"
            ),
            Samples.attempt(
                number: 2,
                at: -81,
                .dead,
                Samples.rejected,
                request: request,
                answer: #"{"error": "no lead is called Ann Example", "code": 7, "email": null}"#
            ),
        ]
        ledger.refused = [
            RejectedRequest(
                at: Samples.moment(-40),
                peer: "203.0.113.9",
                path: "/hooks/sendpilot?token=abc",
                source: "sendpilot",
                status: 401,
                cause: "wrong-signature",
                body: Array(body.utf8)
            ),
            RejectedRequest(
                at: Samples.moment(-4_000),
                peer: "203.0.113.10",
                path: "/hooks/nobody",
                source: "",
                status: 404,
                cause: "unknown-source"
            ),
        ]
        return ledger
    }
}
