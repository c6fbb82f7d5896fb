import CivilTime
import RelayCore
import RelayReports
import Testing

@Suite("Ids on the command line")
struct IDReadingTests {
    private let ledger: FakeLedger

    init() throws {
        ledger = FakeLedger()
        ledger.stored = [
            try Samples.event(0x7_4D2A_91C3_55AA, id: "evt_1"),
            try Samples.event(0x7_4D2A_91C3_55AB, source: "crm", "{}"),
        ]
        ledger.sent = [Samples.delivery(0x7_4D2A_91C3_55AA, .finished(.delivered, Reason("delivered")))]
    }

    private var ids: IDReading { IDReading(ledger) }

    @Test func `an event is found by its id, its delivery's, and the sender's`() throws {
        let event = ledger.stored[0]
        for word in [event.number.text, ledger.sent[0].stored.id.text, "evt_1"] {
            #expect(try ids.event(word).number == event.number)
        }
        #expect(try ids.event("evt_1", source: "sendpilot").number == event.number)
        #expect(try ids.delivery(ledger.sent[0].stored.id.text) == ledger.sent[0])
    }

    @Test func `an unknown one is told with what was probably meant, or how to list`() throws {
        let event = ledger.stored[0].number.text
        let delivery = ledger.sent[0].stored.id.text
        let typed = event.uppercased().replacing("1", with: "I").replacing("0", with: "O").replacing("EV_", with: "ev_")
        for (word, remedy) in [
            (typed, "Did you mean \(event)?"), ("evt_l", "Did you mean \"evt_1\"?"),
            ("nothing", "See those that there are: leadrelay events list"),
        ] {
            let error = #expect(throws: UnknownSubject.self) { try ids.event(word) }
            #expect(error?.remedy == remedy)
        }
        for (word, remedy) in [
            (delivery.uppercased(), "Did you mean \(delivery)?"),
            (event, "That is an event; its deliveries: leadrelay events show \(event)"),
            ("nothing", "See those that there are: leadrelay deliveries list"),
        ] {
            let error = #expect(throws: UnknownSubject.self) { try ids.delivery(word) }
            #expect(error?.remedy == remedy)
        }
        let error = #expect(throws: UnknownSubject.self) { try ids.event("evt_1", source: "crm") }
        #expect(error?.fact == #"there is no event "evt_1" of the source "crm""#)
        #expect(try ids.unknown(lead: "lead_abc124").remedy == #"Did you mean "lead_abc123"?"#)
    }

    @Test(arguments: [
        ("2026-02-20T18:39:00+01:00", -3_660), ("2026-02-20", -67_200), ("2h", -7_200), ("1d", -86_400),
        ("90m", -5_400),
        ("0s", 0),
    ])
    func `a time is RFC 3339, a day, or how long ago`(text: String, second: Int64) {
        #expect(Timestamp(setting: text, now: Samples.now) == Samples.moment(second))
    }

    @Test(arguments: ["", "yesterday", "2 h", "-2h", "2", "2026-13-01", "18:40"])
    func `anything else is no time`(text: String) {
        #expect(Timestamp(setting: text, now: Samples.now) == nil)
    }
}
