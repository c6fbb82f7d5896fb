import JSON
import RelayAuthoring
import RelayRoutes
import Testing

@Suite("An explanation goes through all routes")
struct ExplanationTests {
    private static let routes = #"""
        [ { "name": "status", "from": "sendpilot", "on": ["lead.status.changed", "lead.updated"],
            "when": "has(event.body.data.newStatus) && event.body.data.newStatus != 'DONE'",
            "send": [
              { "to": "own", "call": "put", "with": { "status": "{{ event.body.data.newStatus }}" } },
              { "to": "own", "call": "put", "name": "labelled", "when": "event.body.data.newStatus in tables.label", "with": { "status": "x" } },
              { "to": "own", "call": "put", "name": "scored", "when": "event.body.data.score > 5", "with": { "status": "x" } } ] },
          { "name": "deals", "from": "crm", "on": ["deal.won", "deal.lost"], "send": [{ "to": "own", "call": "put", "with": {} }] },
          { "name": "first", "from": "*", "on": "stop.*", "stop": true, "send": [{ "to": "own", "call": "put", "with": {} }] },
          { "name": "second", "from": "*", "on": "stop.*", "send": [{ "to": "own", "call": "put", "with": {} }] },
          { "name": "off", "from": "*", "on": "*", "enabled": false, "send": [{ "to": "own", "call": "put", "with": {} }] } ]
        """#

    private func explained(_ data: String, source: String = "sendpilot", type: String = "lead.updated") throws
        -> Explanation
    {
        let event = try SampleRoutes.event(#"{"data": \#(data)}"#, source: source, type: type)
        return try SampleRoutes.table(routes: Self.routes).explained(event)
    }

    @Test func `with a verdict each, in the order of the file`() throws {
        let explanation = try explained(#"{"newStatus": "OPPORTUNITY", "score": 9}"#)
        #expect(explanation.entries.map(\.route) == ["status", "deals", "first", "second", "off"])
        #expect(explanation.entries.map(\.verdict) == [.taken, .wrongSource, .wrongType, .wrongType, .switchedOff])
        #expect(explanation.entries[0].sends.map(\.verdict) == [.planned, .planned, .planned])
        #expect(explanation.summary == #"3 sends are planned, by "status"."#)
    }

    @Test func `with the sends that were not matched or become dead letters`() throws {
        let entry = try explained(#"{"newStatus": "ICP_MATCH"}"#).entries[0]
        #expect(entry.sends.map(\.verdict) == [.planned, .notMatched, .deadLetter])
        #expect(entry.sentence == "it takes the event; of 3 sends, 1 planned and one dead letter")
        #expect(entry.sends[1].clause?.source == "event.body.data.newStatus in tables.label")
        #expect(entry.sends[1].sentence.hasPrefix(#"newStatus is "ICP_MATCH", which the table "label" does not have"#))
        #expect(
            entry.sends[2].sentence
                == #"the event has no "score" in data, so the condition cannot be decided: it becomes a dead letter"#
        )
        #expect(entry.sends[2].clause?.sights.map(\.value) == ["absent"])
    }

    @Test func `with the failing clause, its place and what it saw`() throws {
        let explanation = try explained(#"{"newStatus": "DONE", "email": "a@example.com"}"#)
        let clause = try #require(explanation.entries[0].clause)
        #expect(clause.source == "event.body.data.newStatus != 'DONE'")
        #expect(clause.spot.place.description == "8:48")
        #expect(clause.spot.pointer.description == "/routes/0/when")
        #expect((clause.index, clause.clauses, clause.failures) == (1, 2, 1))
        #expect(clause.sights.map(\.path) == ["event.body.data.newStatus"])
        #expect(clause.sights.map(\.value) == [#""DONE""#])
        #expect(
            explanation.summary
                == #"No route takes this event. "status" comes nearest: "#
                + #"newStatus is "DONE", but the route wants anything but that."#
        )
        #expect(!explanation.text.contains("example.com"), "only what the clause reads is shown")
    }

    @Test func `with the route that left nothing to others`() throws {
        let entries = try explained("{}", type: "stop.now").entries
        #expect(entries.map(\.verdict) == [.wrongType, .wrongSource, .taken, .stopped, .switchedOff])
        #expect(entries[3].stoppedBy == "first")
        #expect(
            entries[3].sentence == #""first" took the event and leaves nothing to the routes behind it ("stop": true)"#
        )
    }

    @Test(arguments: [
        ("crm", "lead.tag", #"it listens to "sendpilot"; this event comes from "crm""#),
        ("Sendpilot", "lead.updated", #"it listens to "sendpilot"; this event comes from "Sendpilot" (case counts)"#),
        ("sendpilot", "lead.tag", "it takes lead.status.changed and lead.updated; this event is a lead.tag"),
        ("sendpilot", "", "it takes lead.status.changed and lead.updated; this event has no type"),
        (
            "sendpilot", "lead.status.change",
            "it takes lead.status.changed and lead.updated; this event is a lead.status.change (is one of them misspelt?)"
        ),
        (
            "sendpilot", "Lead.Updated",
            "it takes lead.status.changed and lead.updated; this event is a Lead.Updated (case counts)"
        ),
        ("sendpilot", "open", "it takes lead.status.changed and lead.updated; this event is an open"),
    ])
    func `with the source or type that a route waits for`(source: String, type: String, sentence: String) throws {
        #expect(try explained("{}", source: source, type: type).entries[0].sentence == sentence)
    }

    @Test func `and takes another deal's end for no slip`() throws {
        let sentence = try explained("{}", source: "crm", type: "deal.wan").entries[1].sentence
        #expect(sentence == "it takes deal.won and deal.lost; this event is a deal.wan")
    }

    @Test func `also those that could not be understood`() throws {
        let broken =
            #"[{ "name": "b", "from": "crm", "on": "*", "when": "nonsense(", "send": [\#(SampleRoutes.send)] }]"#
        let (table, findings) = try SampleRoutes.built(routes: broken)
        #expect(!findings.isEmpty)
        let explanation = table.explained(try SampleRoutes.event("{}", source: "crm"))
        #expect(explanation.entries[0].verdict == .notUnderstood)
        #expect(explanation.summary.contains("leadrelay check"))
    }

    @Test func `and makes dead letters of a route that cannot be decided`() throws {
        let explanation = try SampleRoutes.table(when: "event.body.data.x == 1").explained(SampleRoutes.event("{}"))
        #expect(explanation.entries[0].verdict == .undecidable)
        #expect(explanation.entries[0].sends.map(\.verdict) == [.deadLetter])
        #expect(explanation.summary == #"One dead letter, by "r"."#)
    }

    @Test func `and names too much work at the clause that did it`() throws {
        let list = (0..<300).map(String.init).joined(separator: ",")
        let work = "event.body.l.all(x, event.body.l.exists(y, y == x))"
        let table = try SampleRoutes.table(when: "event.body.n == 1 && \(work)")
        let event = try SampleRoutes.event(#"{"n": 1, "l": [\#(list)]}"#)
        let clause = try #require(table.explained(event).entries[0].clause)
        #expect(clause.source == work)
        #expect(clause.sentence.hasPrefix("the condition is too much work for this event"))
    }

    @Test func `and cuts long values and keeps controls out of a terminal`() throws {
        let long = String(repeating: "ä", count: 4_000) + "\u{1B}[2J"
        let event = try SampleRoutes.event(#"{"a": "\u001b[2J", "b": \#(SampleRoutes.quoted(long))}"#)
        let explanation = try SampleRoutes.table(when: "event.body.a == event.body.b").explained(event)
        let clause = try #require(explanation.entries[0].clause)
        #expect(clause.sights.map(\.path) == ["event.body.a", "event.body.b"])
        #expect(clause.sights.allSatisfy { $0.value.utf8.count <= ValueText.longest })
        #expect(clause.sights[1].value.utf8.count > 200)
        #expect(!explanation.text.unicodeScalars.contains("\u{1B}"))
    }

    @Test func `and shows no object that a clause only walks through`() throws {
        let event = try SampleRoutes.event(
            #"{"people": [{"email": "a@example.com"}], "one": {"email": "b@example.com"}}"#
        )
        let table = try SampleRoutes.table(when: "event.body.people.exists(p, p.vip) || 'vip' in event.body.one")
        #expect(!table.explained(event).text.contains("example.com"))
    }
}
