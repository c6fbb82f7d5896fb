import JSON
import RelayAuthoring
import Testing

@Suite("An explanation is written")
struct ExplanationRenderingTests {
    private func explanation() throws -> Explanation {
        let routes = #"""
            [ { "name": "status", "from": "sendpilot", "on": "lead.updated",
                "send": [
                  { "to": "own", "call": "put", "with": {} },
                  { "to": "own", "call": "put", "name": "labelled", "when": "event.body.s in tables.none", "with": {} } ] },
              { "name": "deals", "from": "crm", "on": "deal.won", "send": [{ "to": "own", "call": "put", "with": {} }] } ]
            """#
        return try SampleRoutes.table(routes: routes).explained(SampleRoutes.event(#"{"s": "DONE"}"#))
    }

    @Test func `as lines for a terminal`() throws {
        let expected = """
            "lead.updated" from "sendpilot"
            ✓ "status": taken
                it takes the event; of 2 sends, 1 planned
                ✓ "own.put": planned
                ✗ "labelled": not matched
                    s is "DONE", which the table "none" does not have (it is empty)
                    at 10:66: event.body.s in tables.none
                    saw event.body.s = "DONE"
            ✗ "deals": wrong source
                it listens to "crm"; this event comes from "sendpilot"
            One send is planned, by "status".

            """
        #expect(try explanation().text == expected)
    }

    @Test func `as JSON that reads back`() throws {
        var writer = JSONWriter()
        try explanation().write(to: &writer)
        let root = try JSONDocument(writer.bytes, duplicates: .lastWins).root
        #expect(root["summary"]?.string == #"One send is planned, by "status"."#)
        #expect(root["routes"]?[0]?["verdict"]?.string == "taken")
        #expect(root["routes"]?[1]?["verdict"]?.string == "wrong-source")
        let send = try #require(root["routes"]?[0]?["sends"]?[1])
        #expect(send["verdict"]?.string == "not-matched")
        #expect(send["clause"]?["source"]?.string == "event.body.s in tables.none")
        #expect(send["clause"]?["line"]?.int == 10)
        #expect(send["clause"]?["pointer"]?.string == "/routes/0/send/1/when")
        #expect(send["clause"]?["saw"]?[0]?["path"]?.string == "event.body.s")
        #expect(send["clause"]?["saw"]?[0]?["value"]?.string == #""DONE""#)
    }
}
