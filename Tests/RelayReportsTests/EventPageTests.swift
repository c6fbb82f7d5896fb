import CEL
import JSON
import RelayCore
import RelayReports
import RelayRoutes
import Testing

@Suite("The page of an event")
struct EventPageTests {
    private let ledger: FakeLedger

    init() throws { ledger = try SampleLedger.make() }

    private func page(_ id: String, isRevealing: Bool = false) throws -> EventPage {
        let mask = Mask(isRevealing: isRevealing)
        return try ReportReader(ledger, now: Samples.now, mask, table: Self.table).event(id)
    }

    private static func table(_ bytes: [UInt8]) -> RouteTable? {
        let catalogue = Catalogue(contracts: [:], presets: [:], answers: nil)
        let file = RoutesFile.read(bytes).file
        return file.map { RouteTableBuilder.build($0, catalogue: catalogue, base: Environment()).table }
    }

    /// A configuration with a route for each condition.
    private func configure(when conditions: String...) {
        let routes = conditions.enumerated().map { position, condition in
            #"{ "name": "r\#(position)", "from": "sendpilot", "on": "*", "when": "\#(condition)", "send": [{ "to": "own", "call": "put" }] }"#
        }
        let text = """
            { "sources": { "sendpilot": { "signature": { "scheme": "none" } } }, "destinations": { "own": { "api": "own" } },
              "apis": { "own": { "api": "own", "base": "https://own.example",
                        "calls": { "put": { "method": "POST", "path": "/put", "fields": {} } } } },
              "routes": [\(routes.joined(separator: ", "))] }
            """
        ledger.configurations["c0ffee"] = Array(text.utf8)
    }

    private func match(_ reported: String) -> EchoMatch {
        let writer = DeliveryID(event: Samples.number(1), number: 1)
        return EchoMatch(
            delivery: writer,
            destination: "octanist",
            field: "status",
            expected: "WON",
            reported: reported
        )
    }

    @Test func `tells of an echo what it repeats, and asks no route`() throws {
        ledger.stored.append(try Samples.event(4, isRouted: false, isEcho: true))
        ledger.matches[Samples.number(4)] = match("WON")
        let lines = try page("ev_0000000000004").lines
        #expect(lines.contains("  fate           echo: it repeats what dl_0000000000001_1 wrote to octanist"))
        #expect(lines.contains("  It only repeats what we wrote ourselves, so that no route was asked."))
        let json = String.report(try page("ev_0000000000004").write)
        #expect(json.contains(#""fate":"echo""#) && json.contains(#""echoOf":{"delivery":"dl_0000000000001_1""#))
        let list = try ReportReader(ledger, now: Samples.now, Mask()).events(EventQuery(limit: 1))
        #expect(list.lines[1].hasSuffix("  echo"))
        #expect(String.report(list.write).contains(#""fate":"echo""#))
    }

    @Test func `tells of a near miss what was expected`() throws {
        ledger.matches[Samples.number(2)] = match("LOST")
        let line = "  held against   expected echo WON, got LOST (status, written by dl_0000000000001_1)"
        #expect(try page("ev_0000000000002").lines.contains(line))
        #expect(String.report(try page("ev_0000000000002").write).contains(#""nearMiss":{"delivery""#))
    }

    @Test func `an echo stands in its lead's story with the delivery that wrote`() throws {
        ledger.stored.append(try Samples.event(4, isRouted: false, isEcho: true))
        ledger.matches = [Samples.number(4): match("WON"), Samples.number(2): match("LOST")]
        let story = try #require(try ReportReader(ledger, now: Samples.now, Mask()).lead("lead_abc123", limit: 50))
        let json = String.report(story.write)
        #expect(json.contains("from sendpilot, echo of dl_0000000000001_1\""))
        #expect(json.contains("from sendpilot, 2 sends, not the echo of dl_0000000000001_1\""))
    }

    @Test func `tells what it says and what became of it, personal data masked`() throws {
        let page = """
            event ev_0000000000001 from sendpilot
              sender's id    evt_1
              type           lead.status.changed
              lead           lead_abc123
              occurred       2026-02-20 18:38:29Z (1 m ago)
              received       2026-02-20 18:38:30Z (1 m ago)
              fate           routed: 1 dead, 1 delivered
              configuration  c0ffee

            deliveries
            DELIVERY            STATE      TO          ROUTE            LEAD         TRIES  HTTP  WHY
            dl_0000000000001_0  dead       leadtrackr  outreach status  lead_abc123  1      400   rejected
            dl_0000000000001_1  delivered  octanist    outreach status  lead_abc123  1      200   delivered

            why
              The configuration that planned it (c0ffee) is not in the store any more.

            headers
              content-type: application/json
              x-signature: <text of 10 characters>

            body, personal data masked (--reveal shows it)
              {
                "eventId": "evt_1",
                "data": {
                  "leadId": "lead_abc123",
                  "newStatus": "OPPORTUNITY",
                  "value": 1.50,
                  "customer": {
                    "name": <text of 11 characters>,
                    "age": <number of 2 characters>,
                    "vip": <true or false>,
                    "tags": [
                      <text of 4 characters>
                    ],
                    "gone": null
                  },
                  "contactEmail": <text of 15 characters>,
                  "note": <text of 7 characters>
                }
              }
            """
        #expect(try self.page("evt_1").lines.joined(separator: "\n") == page)
    }

    @Test func `shows personal data only when asked to, and signatures never`() throws {
        let page = try page("ev_0000000000001", isRevealing: true)
        #expect(page.lines.contains(#"        "name": "Ann Example","#))
        #expect(page.lines.contains("body"))
        #expect(page.lines.contains("  x-signature: <text of 10 characters>"))
        #expect(String.report(page.write).contains(#""contactEmail":"ann@example.com""#))
    }

    @Test func `asks the routes that it met why they took it or left it`() throws {
        configure(when: "event.body.data.newStatus == 'OPPORTUNITY'", "event.body.data.newStatus == 'LOST'")
        let lines = try page("evt_1").lines
        let why = try #require(lines.firstIndex(of: "why"))
        #expect(lines[why + 1] == #"  "lead.status.changed" from "sendpilot""#)
        #expect(lines[why + 2] == #"  ✓ "r0": taken"#)
        #expect(lines.contains(#"  ✗ "r1": its condition does not hold"#))
        #expect(lines.contains(#"      saw event.body.data.newStatus = "OPPORTUNITY""#))
        #expect(String.report(try page("evt_1").write).contains(#""explanation":{"source":"sendpilot""#))
    }

    @Test func `masks what a condition saw of a person, and the sentence that repeats it`() throws {
        configure(
            when: "event.body.data.customer.name == 'Bob'",
            "event.body.data.contactEmail.endsWith('.org')",
            "event.body.data.customer.age > 50",
            "event.body.data['note'] == ''"
        )
        let page = try page("evt_1")
        let text = page.lines.joined(separator: "\n") + String.report(page.write)
        for secret in ["Ann", "ann@", "41", "call me"] { #expect(!text.contains(secret), "\(secret)") }
        #expect(text.contains("saw event.body.data.customer.name = <text of 11 characters>"))
        #expect(text.contains("    what it read is masked"))
        let revealed = try self.page("evt_1", isRevealing: true).lines.joined(separator: "\n")
        for secret in ["Ann Example", "ann@example.com", "41", "call me"] { #expect(revealed.contains(secret)) }
    }

    @Test func `says that it cannot explain what is gone or not understood`() throws {
        ledger.stored.append(try Samples.event(4, isEmptied: true, "null"))
        let emptied = try page("ev_0000000000004")
        let reason = "  Which routes took it and why cannot be told any more, because its body is gone."
        #expect(emptied.lines.contains(reason))
        #expect(emptied.lines.last == "its body, headers and query are gone: they were dropped to save room")
        let json = String.report(emptied.write)
        #expect(
            json.contains(#""emptied":true,"deliveries":[],"unexplained":"Which routes"#) && !json.contains(#""body""#)
        )
        ledger.configurations["c0ffee"] = Array("[]".utf8)
        let unknown = "  The configuration that planned it cannot be read by this version of leadrelay."
        #expect(try page("evt_1").lines.contains(unknown))
    }

    @Test func `tells what nobody routes from what is no longer kept`() throws {
        #expect(try page("evt_3").lines.contains("  fate           unmatched: no route takes it"))
        ledger.sent = []
        #expect(try page("evt_1").lines.contains("  fate           routed; its deliveries are no longer kept"))
    }
}
