import CEL
import CivilTime
import JSON
import RelayCore
import RelayReports
import RelayRoutes
import Testing

@Suite("What events would lead to that went through the routes again")
struct RoutingForecastTests {
    private static func routing(
        _ conversion: String = "lost",
        on: String = "*",
        mail: String = "email",
        name: String = "outreach status"
    ) throws -> Routing {
        let text = """
            { "version": 1,
              "sources": { "sendpilot": { "preset": "none", "path": "/crm" } },
              "destinations": { "leadtrackr": { "api": "leadtrackr", "key": { "env": "K" } } },
              "routes": [{ "name": "\(name)", "from": "sendpilot", "on": "\(on)", "send": [
                { "name": "leadtrackr.update", "to": "leadtrackr", "call": "updateLeadStatus",
                  "with": { "email": "{{ event.body.\(mail) }}", "conversionId": "\(conversion)" } }] }] }
            """
        let file = try #require(RoutesFile.read(Array(text.utf8)).file)
        return Routing(RouteTableBuilder.build(file, catalogue: .embedded, base: Environment()).table, fingerprint: "f")
    }

    private static let body = #"{"email": "ann@example.com"}"#
    private static let sent = #"{"email":"ann@example.com","conversionId":"lost"}"#

    private static func ledger(_ states: [Delivery.State?], isEmptied: Bool = false, isEcho: Bool = false) throws
        -> FakeLedger
    {
        let ledger = FakeLedger()
        for (number, state) in states.enumerated() {
            let raw = Int64(number + 1)
            ledger.stored.append(try Samples.event(raw, isEcho: isEcho, isEmptied: isEmptied, body))
            guard let state else { continue }
            let delivery = Samples.delivery(raw, state, ended: -80, status: 200)
            ledger.sent.append(delivery)
            ledger.tried[delivery.stored.id] = [Samples.attempt(status: 200, .delivered)]
        }
        return ledger
    }

    private static func look(
        _ ledger: FakeLedger,
        _ routing: Routing,
        sent body: String = sent,
        isRevealing: Bool = false,
        _ filter: EventFilter = EventFilter(),
        _ wish: RoutingForecast.Wish = RoutingForecast.Wish()
    ) throws -> (lines: [String], forecast: RoutingForecast, items: [RoutingItem]) {
        // The digest that the sample attempt remembers is that of this body.
        let digest: ([UInt8]) -> [UInt8] = { $0 == Array(body.utf8) ? [0x0F, 0xA0] : [0] }
        var forecast = RoutingForecast(ledger, routing, Mask(isRevealing: isRevealing), wish, digest: digest)
        var items: [RoutingItem] = []
        try forecast.look(at: filter, before: Samples.now) {
            items.append($0)
        } progress: { _ in
        }
        return (items.flatMap(\.lines), forecast, items)
    }

    private static let delivered = Delivery.State.finished(.delivered, Reason("delivered"))

    @Test(arguments: [true, false])
    func `what is new is shown with its fields, personal data hidden`(isRevealing: Bool) throws {
        let found = try Self.look(try Self.ledger([nil]), try Self.routing(), isRevealing: isRevealing)
        #expect(found.lines[0] == "ev_0000000000001: outreach status, leadtrackr.update to leadtrackr: added")
        #expect(found.lines.contains("  email: " + (isRevealing ? #""ann@example.com""# : "<text of 15 characters>")))
        #expect(found.lines.contains(#"  conversionId: "lost""#))
        #expect(found.forecast.added == 1 && found.forecast.ended == 0)
    }

    @Test func `what was delivered is the same or another, by the body that is remembered`() throws {
        let ledger = try Self.ledger([Self.delivered])
        #expect(try Self.look(ledger, try Self.routing()).lines == [Self.line("same")])
        let changed = try Self.look(ledger, try Self.routing("open"))
        #expect(changed.lines == [Self.line("changed"), "  in what it differs is not known: its request was not kept"])
        #expect(changed.forecast.ended == 1 && changed.forecast.added == 0)
    }

    @Test func `where the request was kept it is shown in what it differs`() throws {
        let ledger = try Self.ledger([Self.delivered])
        let request = #"{"method":"POST","path":"/api/leads/updateLeadStatus","body":\#(Self.sent)}"#
        ledger.tried[ledger.sent[0].stored.id] = [Samples.attempt(status: 201, .warned, request: request)]
        let lines = try Self.look(ledger, try Self.routing("open")).lines
        #expect(lines.first == Self.line("changed") && lines.contains(#"  conversionId: "lost" -> "open""#), "\(lines)")
    }

    @Test(arguments: [
        (Delivery.State.waiting(due: Samples.now, Reason("its-turn")), "waiting"),
        (.finished(.dead, Samples.rejected), "dead"), (.finished(.expired, Reason("too-old")), "dead"),
        (.finished(.skipped, Reason("if")), "unsent"), (.finished(.stale, Reason("stale")), "unsent"),
        (.finished(.discarded, Reason("discarded")), "unsent"),
    ])
    func `what waits or ended otherwise is counted as that`(state: Delivery.State, word: String) throws {
        let found = try Self.look(try Self.ledger([state]), try Self.routing())
        #expect(found.lines == [Self.line(word)])
        #expect(
            found.forecast.lines.contains("dead letters are sent again by: leadrelay dead replay") == (word == "dead")
        )
    }

    @Test func `what no route plans any more is dropped`() throws {
        let found = try Self.look(try Self.ledger([Self.delivered]), try Self.routing(on: "other"))
        #expect(found.lines == [Self.line("dropped")])
    }

    @Test func `what was delivered by a name that is gone is renamed, and counts as what is sent only once more`()
        throws
    {
        let found = try Self.look(try Self.ledger([Self.delivered]), try Self.routing(name: "outreach"))
        let why = "not sent again without --again: a new delivery, with a new idempotency key"
        let names = "from outreach status, leadtrackr.update, and \(why)"
        #expect(found.lines == ["dl_0000000000001_0: outreach, leadtrackr.update to leadtrackr: renamed \(names)"])
        #expect(found.forecast.added == 0 && found.forecast.ended == 1)
        let json = found.items.map { String.report($0.write) }.joined()
        #expect(json.contains(#""outcome":"renamed","formerRoute":"outreach status""#), "\(json)")
    }

    private static func askingForAgain(_ count: Int) -> String {
        "\(count) that went out before, or were skipped, are sent again only with --again"
    }

    /// What is told in the end of events that went out, with such a wish.
    private static func end(
        _ states: [Delivery.State?],
        _ manner: Delivery.Replay,
        limit: Int? = nil,
        name: String = "outreach status",
        isStale: Bool = false
    ) throws -> (end: [String], items: [RoutingItem], forecast: RoutingForecast) {
        let ledger = try ledger(states)
        if isStale {
            let newest = ledger.sent[ledger.sent.count - 1].stored.id
            for older in ledger.sent.dropLast() {
                ledger.obstacles[older.stored.id] = Reason(overtakenBy: .stale(after: newest))
            }
        }
        let wish = RoutingForecast.Wish(manner, limit: limit)
        let found = try look(ledger, try routing(name: name), EventFilter(), wish)
        let lines = found.forecast.lines
        let start = lines.firstIndex { $0.contains(" to be sent") } ?? 0
        return (Array(lines[start...]), found.items, found.forecast)
    }

    @Test func `what is renamed is counted as sent with --again, each as a new delivery`() throws {
        let states = Array(repeating: Optional(Self.delivered), count: 5)
        let found = try Self.end(states, .onceMore, name: "outreach")
        let hint = "by a new name each is a new delivery, with an idempotency key of its own"
        #expect(found.end == ["5 events: 5 to be sent, 5 by a new name", hint])
        #expect(found.forecast.wanted == 5)
        #expect(found.items[0].lines[0].hasSuffix(", and sent again: a new delivery, with a new idempotency key"))
        #expect(String.report(found.items[0].write).contains(#""sent":true,"newKey":true"#))
    }

    @Test(arguments: [Fate.delivered, .skipped])
    func `what went out or was skipped is counted as sent with --again, and what is beyond --limit is not`(
        fate: Fate
    ) throws {
        let states = (0..<5).map { _ in Optional(Delivery.State.finished(fate, Reason("so"))) }
        let found = try Self.end(states, .onceMore, limit: 2)
        #expect(found.end == ["5 events: 2 to be sent, 2 once more", "3 more are beyond --limit"])
        #expect(found.items.map(\.isWorthShowing) == [true, true, false, false, false])
        #expect(found.items[0].lines[0].hasSuffix(", and sent once more"), "\(found.items[0].lines)")
        #expect(found.items[4].lines[0].hasSuffix(", beyond --limit"), "\(found.items[4].lines)")
        #expect(found.forecast.wanted == 2)
        let json = String.report(found.forecast.write)
        #expect(json.contains(#""toBeSent":2,"beyondLimit":3,"overtaken":0"#), "\(json)")
    }

    @Test func `what is added counts against the limit as a job would take it`() throws {
        let found = try Self.end([nil, Self.delivered, nil, nil], .inOrder, limit: 2)
        let rest = ["1 more are beyond --limit", Self.askingForAgain(1)]
        #expect(found.end == ["4 events: 2 to be sent, 2 added"] + rest)
    }

    @Test(arguments: [true, false])
    func `what a newer one has overtaken is not sent, unless it is wanted even so`(isWanted: Bool) throws {
        let states = Array(repeating: Optional(Self.delivered), count: 3)
        let found = try Self.end(states, isWanted ? [.onceMore, .evenIfStale] : .onceMore, isStale: true)
        guard !isWanted else { return #expect(found.end == ["3 events: 3 to be sent, 3 once more"]) }
        let remedy = "since newer ones have overtaken them; --even-if-stale sends them all the same"
        #expect(found.end == ["3 events: 1 to be sent, 1 once more", "2 would not be sent, \(remedy)"])
        let line = found.items[0].lines[0]
        #expect(line.contains(", and not sent: ") && line.contains("--even-if-stale"), "\(line)")
    }

    @Test func `what cannot be made is said to be a dead letter`() throws {
        let found = try Self.look(try Self.ledger([nil]), try Self.routing(mail: "mail"))
        #expect(found.lines[0].contains(": added, as a dead letter: email: "), "\(found.lines)")
    }

    @Test func `events without a body are counted and named, and echoes looked at only by name`() throws {
        let emptied = try Self.look(try Self.ledger([nil, nil], isEmptied: true), try Self.routing())
        #expect(emptied.items.isEmpty && emptied.forecast.events == 2)
        let remark = "2 without a body, which was dropped to save room: ev_0000000000001 ev_0000000000002"
        #expect(emptied.forecast.remarks == [remark])
        let echoes = try Self.ledger([nil], isEcho: true)
        #expect(try Self.look(echoes, try Self.routing()).items.isEmpty)
        var named = EventFilter()
        named.events = [Samples.number(1)]
        #expect(try Self.look(echoes, try Self.routing(), named).forecast.added == 1)
    }

    @Test func `a table counts by route, send and destination`() throws {
        let ledger = try Self.ledger([nil, Self.delivered, Self.delivered])
        let forecast = try Self.look(ledger, try Self.routing()).forecast
        let rest = ["3 events: 1 to be sent, 1 added", Self.askingForAgain(2)]
        #expect(Array(forecast.lines.dropFirst(2)) == rest, "\(forecast.lines)")
        let row = forecast.lines[1].split(separator: " ").suffix(10)
        #expect(row == ["leadtrackr", "1", "-", "-", "2", "-", "-", "-", "-", "-"], "\(forecast.lines)")
        let json = String.report(forecast.write)
        #expect(json.contains(#""added":1,"renamed":0,"dropped":0,"same":2,"changed":0"#), "\(json)")
    }

    @Test func `what is added later is told of where an event and a lead are shown`() throws {
        let ledger = try Self.ledger([Self.delivered])
        let id = ledger.sent[0].stored.id
        let addition = Addition(id, by: ReplayJobID(3), at: Samples.moment(-85), configuration: "c2")
        ledger.additions[id.event] = [addition]
        let reader = ReportReader(ledger, now: Samples.now, Mask())
        let page = try reader.event(id.event.text)
        #expect(
            page.lines.contains("  \(id.text) was added by rj_3 1 m ago, as the configuration c2 has it"),
            "\(page.lines)"
        )
        #expect(String.report(page.write).contains(#""additions":[{"delivery":"\#(id.text)","job":"rj_3""#))
        let timeline = try #require(try reader.lead("lead_abc123", limit: 9))
        #expect(
            timeline.lines.contains { $0.contains("added") && $0.contains("leadtrackr: rj_3 took its event") }
        )
    }

    private static func line(_ word: String) -> String {
        "\(DeliveryID(event: Samples.number(1), number: 0).text): outreach status, leadtrackr.update to leadtrackr: \(word)"
    }
}
