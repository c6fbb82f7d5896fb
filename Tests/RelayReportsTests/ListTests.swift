import CivilTime
import RelayCore
import RelayReports
import Testing

@Suite("Lists of a store")
struct ListTests {
    private let ledger: FakeLedger
    private let reader: ReportReader

    init() throws {
        ledger = try SampleLedger.make()
        reader = ReportReader(ledger, now: Samples.now, Mask())
    }

    @Test func `events have a row each, the newest first`() throws {
        #expect(
            try reader.events(EventQuery(limit: 4)).lines == [
                "EVENT             RECEIVED (UTC)       SOURCE     TYPE                 LEAD         FATE",
                "ev_0000000000003  2026-02-20 18:39:30  crm        -                    -            unmatched",
                "ev_0000000000002  2026-02-20 18:39:00  sendpilot  lead.updated         lead_abc123  2 sends",
                "ev_0000000000001  2026-02-20 18:38:30  sendpilot  lead.status.changed  lead_abc123  2 sends",
            ]
        )
    }

    @Test func `deliveries say what they wait for, and when it comes`() throws {
        #expect(
            try reader.deliveries(DeliveryQuery(limit: 3)).lines == [
                "DELIVERY            STATE      TO          ROUTE      LEAD         TRIES  HTTP  WHY",
                "dl_0000000000002_1  waiting    octanist    outreach…  lead_abc123  1      -     its-turn, due now",
                "dl_0000000000002_0  waiting    leadtrackr  outreach…  lead_abc123  3      503   server-error, in 3 m",
                "dl_0000000000001_1  delivered  octanist    outreach…  lead_abc123  1      200   delivered",
            ]
        )
    }

    @Test func `dead letters have their remedy below them`() throws {
        var query = DeliveryQuery()
        query.state = .deadLetter
        #expect(
            try reader.deadLetters(query).lines == [
                "DEAD LETTER         AGE  CAUSE     TO          LEAD         HTTP",
                "dl_0000000000001_0  1 m  rejected  leadtrackr  lead_abc123  400",
                "  → correct the field in the route, reload, then replay",
            ]
        )
    }

    @Test func `what to look at is counted, with its remedy below it`() throws {
        let list = try reader.attention()
        #expect(
            list.lines == [
                "KIND      SUBJECT                 COUNT  SINCE (UTC)          LAST",
                "quota     octanist                12     2026-02-20 16:40:00  5 s ago",
                "  429 for an hour",
                "  → lower its rate",
                "unmapped  sendpilot lead.updated  1      2026-02-20 18:38:30  1 m ago",
                "  <masked, since it repeats personal data; --reveal shows it>",
            ]
        )
        let json = String.report(list.write)
        #expect(json.contains(#""kind":"quota","subject":"octanist","count":12,"since":"2026-02-20T16:40:00Z""#))
        #expect(json.contains(#""what":"429 for an hour","remedy":"lower its rate""#))
    }

    @Test func `refused requests have their cause, and their bodies masked`() throws {
        let lines = try reader.rejections(limit: 5).lines
        #expect(lines.count == 4)
        #expect(
            lines[1].hasPrefix("2026-02-20 18:39:20  40 s  401   wrong-signature  sendpilot  /hooks/sendpilot?token=")
        )
        #expect(
            lines[3]
                == "2026-02-20 17:33:20  1 h   404   unknown-source   -          /hooks/nobody              203.0.113.10"
        )
        let json = String.report(try reader.rejections(limit: 5).write)
        #expect(json.contains(#""path":"/hooks/sendpilot?token=<text of 3 characters>""#))
        #expect(json.contains(#""name":"<text of 11 characters>""#))
        #expect(!json.contains("Ann"))
    }

    @Test func `a page that is full names where the next begins, and one that is not names nothing`() throws {
        let full = try reader.events(EventQuery(limit: 2))
        #expect(full.next == Samples.number(2))
        #expect(String.report(full.write).hasSuffix(#"],"next":"ev_0000000000002"}"#))
        var query = EventQuery(limit: 2)
        query.before = full.next
        let last = try reader.events(query)
        #expect(last.events.map(\.number) == [Samples.number(1)])
        #expect(last.next == nil)
    }

    @Test func `JSON says all that is known of a delivery`() throws {
        let json = """
            {"deliveries":[{"id":"dl_0000000000002_1","event":"ev_0000000000002","destination":"octanist",\
            "route":"outreach status","send":"octanist.update","lead":"lead_abc123","state":"waiting","cause":"its-turn",\
            "since":"2026-02-20T18:38:30Z","due":"2026-02-20T18:39:55Z","attempts":1,"waits":0,"inDoubt":0}],\
            "next":"dl_0000000000002_1"}
            """
        #expect(String.report(try reader.deliveries(DeliveryQuery(limit: 1)).write) == json)
    }

    @Test(arguments: ["x", "漢", "e\u{301}", "\u{202E}", "👩", "\u{1B}[31m"])
    func `a row fits a terminal of 100 columns, and its ids stay whole`(piece: String) throws {
        let long = String(repeating: piece, count: 5_000)
        ledger.stored = [try Samples.event(1, source: long, type: long, lead: long)]
        ledger.sent = [
            Samples.delivery(
                1,
                to: long,
                lead: long,
                .finished(.dead, Reason(long, remedy: long)),
                ended: -5,
                status: 400
            )
        ]
        let lists = [
            try reader.events(EventQuery()).lines, try reader.deliveries(DeliveryQuery()).lines,
            try reader.deadLetters(DeliveryQuery()).lines,
        ]
        for line in lists.joined() {
            // A wide letter takes two columns, an escape as many as it has letters; 2 for what stands on top of others.
            let columns = line.unicodeScalars.reduce(0) {
                $0 + (["漢", "👩"].contains($1) ? 2 : $1 == "\u{301}" ? 0 : 1)
            }
            #expect(columns <= 100, "\(line)")
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
        }
        #expect(lists[0][1].hasPrefix("ev_0000000000001  "))
        #expect(lists[1][1].hasPrefix("dl_0000000000001_0  "))
    }
}
