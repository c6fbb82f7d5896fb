import CivilTime
import RelayCore
import RelayReports
import Testing

@Suite("Following events")
struct EventTailTests {
    private let ledger: FakeLedger

    init() throws { ledger = try SampleLedger.make() }

    @Test func `begins after what is there, and tells each event once`() throws {
        var tail = try EventTail(ledger, EventQuery())
        #expect(try tail.next(now: Samples.now).isEmpty)
        ledger.stored.append(try Samples.event(4, at: 0))
        ledger.stored.append(try Samples.event(5, type: "", lead: nil, at: 1, isRouted: false))
        #expect(
            try tail.next(now: Samples.now) == [
                "2026-02-20 18:40:00Z  ev_0000000000004  lead.status.changed from sendpilot, lead lead_abc123, 0 sends",
                "2026-02-20 18:40:01Z  ev_0000000000005  without a type from sendpilot, unmatched",
            ]
        )
        #expect(try tail.next(now: Samples.now).isEmpty)
    }

    @Test func `begins earlier when told so, and leaves out what was not asked for`() throws {
        var filter = EventQuery()
        filter.since = Samples.moment(-70)
        filter.source = "sendpilot"
        var tail = try EventTail(ledger, filter, isJSON: true)
        let lines = try tail.next(now: Samples.now)
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix(#"{"id":"ev_0000000000002","senderId":"evt_2","source":"sendpilot""#) == true)
    }

    @Test func `reads on until it has all, however many there are`() throws {
        ledger.stored = try (1...1_100).map { try Samples.event($0) }
        var filter = EventQuery()
        filter.since = .earliest
        var tail = try EventTail(ledger, filter)
        #expect(try tail.next(now: Samples.now).count == 1_100)
    }

    @Test func `tells what becomes of them whenever it changes`() throws {
        var tail = try EventTail(ledger, EventQuery(), followsDeliveries: true)
        _ = try tail.next(now: Samples.now)
        ledger.stored.append(try Samples.event(4, at: 0))
        let waiting = Delivery.State.waiting(due: Samples.now, Reason("its-turn"))
        ledger.sent = [Samples.delivery(4, waiting, tries: Delivery.History())]
        let first = try tail.next(now: Samples.now)
        #expect(first.last == "2026-02-20 18:40:00Z  dl_0000000000004_0  leadtrackr: waiting (its-turn, due now)")
        #expect(first.count == 2)
        #expect(try tail.next(now: Samples.now).isEmpty)
        ledger.sent = [Samples.delivery(4, .finished(.delivered, Reason("delivered")), ended: 3, status: 200)]
        let last = ["2026-02-20 18:40:03Z  dl_0000000000004_0  leadtrackr: 200, delivered"]
        #expect(try tail.next(now: Samples.now) == last)
        ledger.sent = [Samples.delivery(4, .finished(.discarded, Reason("discarded")), ended: 3)]
        #expect(try tail.next(now: Samples.now).isEmpty, "what has ended is not asked for again")
    }
}
