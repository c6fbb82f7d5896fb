import CEL
import CivilTime
import JSON
import RelayCore
import RelayReports
import RelayRoutes
import Testing

@Suite("What a replay would send")
struct ReplayPreviewTests {
    private static func routing(_ with: String, more: String = "") throws -> Routing {
        let text = """
            { "version": 1,
              "sources": { "crm": { "preset": "none", "path": "/crm" } },
              "destinations": { "leadtrackr": { "api": "leadtrackr", "key": { "env": "K" } },
                                "sendpilot": { "api": "sendpilot", "key": { "env": "S" } } },
              "lookups": { "lead": { "destination": "sendpilot", "call": "getLead", "with": { "id": "x" } } },
              "routes": [{ "name": "outreach status", "from": "crm", "on": "*", "send": [
                { "name": "leadtrackr.update", "to": "leadtrackr", "call": "updateLeadStatus", "with": \(with)\(more) }] }] }
            """
        let file = try #require(RoutesFile.read(Array(text.utf8)).file)
        let built = RouteTableBuilder.build(file, catalogue: .embedded, base: Environment())
        return Routing(built.table, fingerprint: "f")
    }

    private static let sent = """
        {"method":"POST","url":"https://app.leadtrackr.io/api/leads/updateLeadStatus",\
        "path":"/api/leads/updateLeadStatus","headers":{"X-API-Key":"$K","Content-Type":"application/json",\
        "Accept":"application/json","Idempotency-Key":"dl_1"},\
        "body":{"email":"ann@example.com","conversionId":"open"}}
        """

    private static let body = #"{"email": "ann@example.com", "status": "lost"}"#
    private static let fields = #"{ "email": "{{ event.body.email }}", "conversionId": "{{ event.body.status }}" }"#

    private static func ledger(isEmptied: Bool = false) throws -> FakeLedger {
        let ledger = FakeLedger()
        ledger.stored = [try Samples.event(1, source: "crm", isEmptied: isEmptied, body)]
        ledger.sent = [Samples.delivery(1, .finished(.dead, Samples.rejected), ended: -80, status: 400)]
        ledger.tried[ledger.sent[0].stored.id] = [Samples.attempt(request: sent)]
        return ledger
    }

    private static func outcome(
        _ routing: Routing,
        _ ledger: FakeLedger,
        _ manner: Delivery.Replay = .inOrder,
        isRevealing: Bool = false,
        changing changes: [FieldChange] = []
    ) throws -> ReplayPreview.Outcome {
        let preview = ReplayPreview(ledger, routing, Mask(isRevealing: isRevealing), digest: { _ in [0x0F, 0xA0] })
        return try preview.outcome(of: ledger.sent[0].stored, manner, changing: changes)
    }

    @Test func `is shown field by field against what was sent last`() throws {
        let outcome = try Self.outcome(try Self.routing(Self.fields), try Self.ledger())
        let change = FieldDifference(name: "conversionId", before: #""open""#, after: #""lost""#)
        #expect(outcome == .changed([change]))
        #expect(change.line == #"conversionId: "open" -> "lost""#)
    }

    @Test func `is the same where nothing has changed`() throws {
        let same = #"{ "email": "{{ event.body.email }}", "conversionId": "open" }"#
        #expect(try Self.outcome(try Self.routing(same), try Self.ledger()) == .same)
        #expect(try Self.outcome(try Self.routing(Self.fields), try Self.ledger(), .asSent) == .same)
    }

    @Test(arguments: [true, false])
    func `hides personal data unless it is to be revealed`(isRevealing: Bool) throws {
        let other = #"{ "phone": "{{ event.body.email }}", "conversionId": "open" }"#
        let outcome = try Self.outcome(try Self.routing(other), try Self.ledger(), isRevealing: isRevealing)
        let shown = isRevealing ? #""ann@example.com""# : "<text of 15 characters>"
        #expect(
            outcome
                == .changed([
                    FieldDifference(name: "email", before: shown, after: nil),
                    FieldDifference(name: "phone", before: nil, after: shown),
                ])
        )
    }

    @Test func `is told where it would be skipped, asks first, or cannot be made`() throws {
        let skipped = try Self.routing(Self.fields, more: #", "if": "event.body.status == 'won'""#)
        #expect(try Self.outcome(skipped, try Self.ledger()) == .skipped)
        let asking = #"{ "email": "{{ lookup.lead.email }}", "conversionId": "open" }"#
        #expect(try Self.outcome(try Self.routing(asking), try Self.ledger()) == .asksFirst(["lead"]))
        let broken = #"{ "email": "{{ event.body.mail }}", "conversionId": "open" }"#
        guard case .impossible(let reason) = try Self.outcome(try Self.routing(broken), try Self.ledger()) else {
            Issue.record("it can be made")
            return
        }
        #expect(reason.cause == "expression" && reason.detail.hasPrefix("email: "))
        guard
            case .impossible(let gone) = try Self.outcome(
                try Self.routing(Self.fields),
                try Self.ledger(isEmptied: true)
            )
        else {
            Issue.record("it can be made of nothing")
            return
        }
        #expect(gone.cause == "event-gone")
    }

    @Test func `counts what was edited before, and what would be`() throws {
        let (ledger, routing) = (try Self.ledger(), try Self.routing(Self.fields))
        let price = FieldChange("price", try JSONDocument("5").root)
        ledger.edited[ledger.sent[0].stored.id] = [StoredEdit(DeliveryEdit([price], by: "uid 1"), at: Samples.now)]
        let status = FieldChange("conversionId", try JSONDocument(#""open""#).root)
        let outcome = try Self.outcome(routing, ledger, changing: [status])
        #expect(outcome == .changed([FieldDifference(name: "price", before: nil, after: "5")]))
        let wrong = FieldChange("prise", price.value)
        guard case .impossible(let reason) = try Self.outcome(routing, ledger, changing: [wrong]) else {
            Issue.record("an unknown field was taken")
            return
        }
        #expect(reason.cause == "unknown-field" && reason.detail.hasPrefix("prise: "))
    }

    @Test func `is told for the first few, and counted for all`() throws {
        var forecast = ReplayForecast(room: 2, Mask())
        let ledger = try Self.ledger()
        let changed = try Self.outcome(try Self.routing(Self.fields), ledger)
        for outcome in [changed, .same, .skipped, .asksFirst(["lead"]), .impossible(Reason("x", detail: "d"))] {
            forecast.add(ledger.sent[0].stored, outcome) { _ in nil }
        }
        #expect(
            forecast.lines == [
                "dl_0000000000001_0 to leadtrackr: changed", #"  conversionId: "open" -> "lost""#,
                "dl_0000000000001_0 to leadtrackr: the same as before",
                """
                5 dead letters: 1 changed, 1 the same as before, 1 would be skipped, 1 known once a lookup is asked, \
                1 cannot be made
                """,
            ]
        )
        let root = try JSONDocument(String.report { forecast.write(to: &$0, remark: "r") }).root
        #expect(root["remark"]?.string == "r")
        #expect(root["letters"]?.count == 2 && root["counts"]?["impossible"]?.int == 1)
    }

    @Test func `is refused where a newer one has overtaken it, unless it is wanted even so`() throws {
        let (ledger, routing) = (try Self.ledger(), try Self.routing(Self.fields))
        let id = ledger.sent[0].stored.id
        let reason = try #require(Reason(overtakenBy: .stale(after: DeliveryID(event: Samples.number(2), number: 0))))
        ledger.obstacles[id] = reason
        #expect(try Self.outcome(routing, ledger) == .refused(reason))
        guard case .changed = try Self.outcome(routing, ledger, .evenIfStale) else {
            Issue.record("it is refused all the same")
            return
        }
        var forecast = ReplayForecast(room: 1, Mask())
        forecast.add(ledger.sent[0].stored, .refused(reason)) { _ in nil }
        let sentence = "dl_0000000000002_0 is newer, and was delivered before it"
        let remedy = "to send it all the same, replay it with --even-if-stale"
        #expect(
            forecast.lines == [
                "dl_0000000000001_0 to leadtrackr: would not be sent again: \(sentence). \(remedy)",
                "1 dead letter: 1 would not be sent again",
            ]
        )
        let page = try ReportReader(ledger, now: Samples.now, Mask()).delivery(id.text).lines
        #expect(page.contains("  leadrelay dead replay dl_0000000000001_0 --even-if-stale"), "\(page)")
        #expect(page.contains { $0.hasPrefix("next: ") && $0.contains(sentence) }, "\(page)")
    }

    @Test func `is refused where it waits already, or was delivered`() throws {
        let routing = try Self.routing(Self.fields)
        for (state, reason) in [
            (Delivery.State.waiting(due: Samples.now, Reason("its-turn")), Reason.isWaiting),
            (.finished(.delivered, Reason("delivered")), .cannotBeReplayed),
        ] {
            let ledger = try Self.ledger()
            ledger.sent = [Samples.delivery(1, state)]
            #expect(try Self.outcome(routing, ledger) == .refused(reason))
        }
    }

    @Test(arguments: [true, false])
    func `tells the newest delivery of its lane that was delivered before it`(isOfEvery: Bool) throws {
        let ledger = try Self.ledger()
        let delivered = Delivery.State.finished(.delivered, Reason("delivered"))
        ledger.sent += [
            Samples.delivery(2, delivered), Samples.delivery(3, delivered),
            Samples.delivery(4, .finished(.dead, Samples.rejected)), Samples.delivery(5, lead: "other", delivered),
            Samples.delivery(6, to: "octanist", delivered),
        ]
        let routing = try Self.routing(Self.fields, more: isOfEvery ? "" : #", "order": "latest""#)
        let preview = ReplayPreview(ledger, routing, Mask(), digest: { _ in [] })
        let letter = ledger.sent[0].stored
        let newer = try #require(try preview.newest(after: letter))
        #expect(newer == ReplayPreview.Newer(ledger.sent[2].stored.id, isOfEvery: isOfEvery))
        #expect(try preview.newest(after: ledger.sent[2].stored) == nil)
        var forecast = ReplayForecast(room: 1, Mask())
        forecast.add(letter, .same) { _ in newer }
        let why = isOfEvery ? "its send has order every, so it" : "it"
        let words = "after dl_0000000000003_0, which is newer: \(why) is sent all the same"
        #expect(forecast.lines[0] == "dl_0000000000001_0 to leadtrackr: the same as before; \(words)")
    }

    @Test func `an edit is shown with who made it, when and why`() throws {
        let ledger = try Self.ledger()
        let email = FieldChange("email", try JSONDocument(#""bob@example.com""#).root)
        let edit = DeliveryEdit([email, FieldChange("price", nil)], note: "typo", by: "uid 1000")
        ledger.edited[ledger.sent[0].stored.id] = [StoredEdit(edit, at: Samples.moment(-10))]
        let reader = ReportReader(ledger, now: Samples.now, Mask())
        let page = try reader.delivery(ledger.sent[0].stored.id.text)
        let text = page.lines.joined(separator: "\n")
        #expect(
            text.contains(
                """
                edited by uid 1000, 2026-02-20 18:39:50Z
                  note  typo
                  email: <text of 15 characters>
                  price: (left out)
                """
            ),
            "\(text)"
        )
        let json = try JSONDocument(String.report(page.write)).root
        #expect(json["edits"]?.elements.first { _ in true }?["by"]?.string == "uid 1000")
    }
}
