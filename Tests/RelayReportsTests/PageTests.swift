import CivilTime
import RelayCore
import RelayReports
import Testing

@Suite("Pages of a store")
struct PageTests {
    private let ledger: FakeLedger
    private let reader: ReportReader

    init() throws {
        ledger = try SampleLedger.make()
        reader = ReportReader(ledger, now: Samples.now, Mask())
    }

    @Test func `a dead letter tells its cause, each attempt and the commands that help`() throws {
        let request = """
              request
                PATCH https://api.example/leads/<text of 15 characters>?email=<text of 1 character>&status=won
                X-API-Key: $LEADTRACKR_API_KEY
                Authorization: <text of 10 characters>
                Idempotency-Key: dl_1
                {
                  "email": <text of 15 characters>,
                  "conversionId": "lost"
                }
            """
        let page = """
            delivery dl_0000000000001_0 to leadtrackr
              state   a dead letter: no further attempt can help
              cause   rejected
              detail  the field uniqueIdentifier is unknown
              remedy  correct the field in the route, reload, then replay
              event   ev_0000000000001, lead.status.changed from sendpilot
              route   outreach status, send leadtrackr.update
              lane    lead_abc123, in order with all else for it at leadtrackr
              since   2026-02-20 18:38:30Z (1 m ago)
              ended   2026-02-20 18:38:40Z (1 m ago)
              tries   1 attempt

            attempt 1, 2026-02-20 18:38:32Z, took 1.2 s: 503
              verdict        failed, to be tried again
              cause          server-error
              configuration  c0ffee
            \(request)
              answer
                <text of 31 characters>

            attempt 2, 2026-02-20 18:38:39Z, took 1.2 s: 400
              verdict        failed for good
              cause          rejected
              detail         the field uniqueIdentifier is unknown
              remedy         correct the field in the route, reload, then replay
              configuration  c0ffee
            \(request)
              answer
                {
                  "error": <text of 29 characters>,
                  "code": 7,
                  "email": null
                }

            next: nothing, unless a person has it sent again or gives it up
              leadrelay dead replay dl_0000000000001_0
              leadrelay dead discard dl_0000000000001_0
              leadrelay events show ev_0000000000001
            """
        #expect(try reader.delivery("dl_0000000000001_0").lines.joined(separator: "\n") == page)
    }

    @Test func `what waits tells for how long, and what it has behind it`() throws {
        let lines = try reader.delivery("dl_0000000000002_0").lines
        #expect(lines.contains("  state   waiting, due in 3 m (2026-02-20 18:43:20Z)"))
        let doubt = "1 in doubt (no answer came after it had left)"
        #expect(lines.contains("  tries   2 attempts, 1 wait (nobody was to blame), \(doubt)"))
        #expect(lines.contains("next: it is sent to leadtrackr in 3 m, at 2026-02-20 18:43:20Z"))
    }

    @Test func `what waits for its turn names who comes before it`() throws {
        ledger.sent.append(Samples.delivery(3, .waiting(due: Samples.moment(-5), Reason("its-turn"))))
        let page = try reader.delivery("dl_0000000000003_0")
        #expect(page.lines.contains("next: one stands before it in its lane; it is sent after dl_0000000000002_0"))
        #expect(String.report(page.write).contains(#""ahead":["dl_0000000000002_0"]"#))
    }

    @Test func `what a dead letter of its lane holds says which, and what to do with that`() throws {
        let (letter, held) = (ledger.sent[0].stored, ledger.sent[2].stored)
        ledger.holders = [try #require(held.lane): letter.id]
        let page = try reader.delivery(held.id.text)
        #expect(page.lines.contains("  state   waiting: held by dl_0000000000001_0, a dead letter of its lane"))
        let next = "nothing, until a person replays or discards dl_0000000000001_0: the lane goes on with either"
        #expect(page.lines.contains("next: \(next)"))
        #expect(page.lines.contains("  leadrelay dead replay dl_0000000000001_0"))
        #expect(
            String.report(page.write).contains(#""heldBy":[{"cause":"dead-letter","delivery":"dl_0000000000001_0"}]"#)
        )
        let rows = try reader.deliveries(DeliveryQuery()).lines
        #expect(rows.count { $0.contains("held by dl_0000000000001_0") } == 1)
        let story = try #require(try reader.lead("lead_abc123", limit: 50)).lines
        #expect(story.contains { $0.hasSuffix("leadtrackr: held by dl_0000000000001_0") })
    }

    @Test func `what waits for a destination that is paused says so, and when that is looked at again`() throws {
        let pause = DestinationPause(
            by: .answer,
            since: Samples.moment(-60),
            cause: "bad-key",
            remedy: "",
            nextProbe: Samples.moment(200)
        )
        ledger.stands = ["octanist": .paused(pause)]
        let lines = try reader.delivery("dl_0000000000002_1").lines
        #expect(lines.contains("  state  waiting: its destination is paused: bad-key, next probe in 3 m"))
        #expect(lines.contains("next: it is sent once octanist works again, or a person resumes it"))
        #expect(lines.contains("  leadrelay resume octanist"))
        let rows = try reader.deliveries(DeliveryQuery()).lines
        #expect(rows.count { $0.contains("paused: bad-key") } == 1)
    }

    @Test func `what waits because an API wants nothing for a while says until when`() throws {
        let end = Samples.moment(200)
        ledger.closed = ["octanist": QuotaClosure(since: Samples.moment(-60), until: end, cause: "retry-after")]
        let lines = try reader.delivery("dl_0000000000002_1").lines
        let words = "its destination's API wants nothing for a while: retry-after, opens in 3 m"
        #expect(lines.contains("  state  waiting: \(words)"), "\(lines)")
        #expect(lines.contains("  leadrelay resume octanist"))
        #expect(try reader.deliveries(DeliveryQuery()).lines.count { $0.contains("quota closed, opens in 3 m") } == 1)
    }

    @Test(arguments: [
        ("breaker", "down, next probe in 4 s"), ("held", "mode hold"),
        ("open", "its-turn, due now"),
    ])
    func `what a relay that runs says of its destinations counts for what waits for them`(state: String, words: String)
        throws
    {
        let told =
            #"{"destinations":[{"name":"octanist","state":"\#(state)","cause":"http-503","nextProbe":"2026-02-20T18:40:04Z"}]}"#
        let reader = ReportReader(
            ledger,
            now: Samples.now,
            Mask(),
            destinations: { DestinationList(Array(told.utf8), now: Samples.now) }
        )
        #expect(try reader.deliveries(DeliveryQuery()).lines.count { $0.contains(words) } == 1)
    }

    @Test(arguments: Fate.allCases)
    func `each fate has its words, and only what helps is offered`(fate: Fate) throws {
        ledger.sent = [Samples.delivery(1, .finished(fate, Reason("x")), ended: -5)]
        let lines = try reader.delivery("dl_0000000000001_0").lines
        #expect(lines.contains { $0.hasPrefix("  state") && $0.count > 14 })
        #expect(lines.contains("  leadrelay dead discard dl_0000000000001_0") == fate.isDeadLetter)
        #expect(
            lines.contains("  leadrelay dead replay dl_0000000000001_0") == (fate.isDeadLetter || fate == .discarded)
        )
    }

    @Test func `an attempt without an answer says why there is none`() throws {
        let id = ledger.sent[0].stored.id
        ledger.tried[id] = [Samples.attempt(status: nil, failure: "timeout", .retry, Reason("no-answer"))]
        let page = try reader.delivery(id.text)
        #expect(page.lines.contains("attempt 1, 2026-02-20 18:38:32Z, took 1.2 s: timeout"))
        #expect(page.lines.contains("  request not kept: what went well is made again from the event"))
        #expect(String.report(page.write).contains(#""milliseconds":1234,"failure":"timeout","verdict":"retry""#))
    }

    @Test func `a delivery whose event is gone is still told`() throws {
        ledger.stored = []
        let lines = try reader.delivery("dl_0000000000001_1").lines
        #expect(lines.contains("  event  ev_0000000000001, which is no longer kept"))
    }

    @Test func `a lead's story is one over all sources and destinations`() throws {
        #expect(
            try #require(try reader.lead("lead_abc123", limit: 50)).lines == [
                "lead lead_abc123",
                "AT (UTC)             WHAT       ID",
                "2026-02-20 18:38:30  event      ev_0000000000001    lead.status.changed from sendpilot, 2 sends",
                "2026-02-20 18:38:32  attempt    dl_0000000000001_0  leadtrackr: attempt 1, 503, retry (server-error)",
                "2026-02-20 18:38:35  delivered  dl_0000000000001_1  octanist: delivered",
                "2026-02-20 18:38:39  attempt    dl_0000000000001_0  leadtrackr: attempt 2, 400, dead (rejected)",
                "2026-02-20 18:38:40  dead       dl_0000000000001_0  leadtrackr: rejected",
                "2026-02-20 18:39:00  event      ev_0000000000002    lead.updated from sendpilot, 2 sends",
                "2026-02-20 18:40:00  waiting    dl_0000000000002_1  octanist: its-turn, due now",
                "2026-02-20 18:43:20  waiting    dl_0000000000002_0  leadtrackr: server-error, in 3 m",
            ]
        )
        let json = String.report(try #require(try reader.lead("lead_abc123", limit: 1)).write)
        #expect(
            json.hasPrefix(#"{"lead":"lead_abc123","cut":true,"timeline":[{"at":"2026-02-20T18:39:00Z","what":"event""#)
        )
        #expect(try reader.lead("nobody", limit: 50) == nil)
    }
}
