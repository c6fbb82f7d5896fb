import CEL
import RelayAuthoring
import RelayTesting
import Testing

@Suite("What no test reaches")
struct CoverageTests {
    private static func coverage(_ routes: String, _ events: [String], _ more: String = "") throws -> Coverage {
        let tests = events.enumerated().map { position, event in
            #"{ "name": "t\#(position)", "from": "crm", "event": \#(event), \#(more) "expect": [] }"#
        }
        let table = try TestedTable.make(routes: routes, tests: "[\(tests.joined(separator: ","))]")
        return Coverage.ofTests(in: table, base: Environment())
    }

    private static func send(_ status: String = "x", _ more: String = "") -> String {
        #"{ "to": "books", "call": "update", "with": { "id": "1", "status": "\#(status)" }\#(more) }"#
    }

    private static func facts(_ coverage: Coverage) -> [String] { coverage.unreached.map(\.fact) }

    @Test func `is a route that is never taken, without all that lies in it`() throws {
        let coverage = try Self.coverage(TestedTable.route(Self.send("{{ true ? 'a' : 'b' }}")), [])
        #expect(
            coverage.lines == [
                "reached: routes 0/1, sends 0/1, conditions 0/0, entries 0/0, branches 0/2",
                #"13:14: no test takes the route "deal""#,
            ]
        )
    }

    @Test func `is not a route that is switched off, which is named`() throws {
        let coverage = try Self.coverage(TestedTable.route(Self.send(), #""enabled": false,"#), [])
        #expect(coverage.lines.first?.hasPrefix("reached: routes 0/0 (1 switched off), sends 0/0") == true)
    }

    @Test func `is a condition that was never false`() throws {
        let routes = TestedTable.route(
            Self.send("x", #", "when": "event.body.b", "if": "event.body.c""#),
            #""when": "event.body.a","#
        )
        let all = #"{ "type": "deal", "a": true, "b": true, "c": true }"#
        let coverage = try Self.coverage(routes, [all])
        #expect(
            Self.facts(coverage) == [
                #"in no test is the "when" of the route "deal" false"#,
                #"in no test is the "when" of "books.update" of the route "deal" false"#,
                #"in no test is the "if" of "books.update" of the route "deal" false"#,
            ]
        )
        #expect(coverage.unreached.map(\.kind) == [.neverRefused, .neverRefused, .neverSkipped])
        let events = [all] + ["a", "b", "c"].map { all.replacing(#""\#($0)": true"#, with: #""\#($0)": false"#) }
        #expect(try Self.coverage(routes, events).isComplete)
    }

    @Test func `is a send that is never made`() throws {
        let routes = TestedTable.route(Self.send("x", #", "when": "event.body.b""#))
        let coverage = try Self.coverage(routes, [#"{ "type": "deal", "b": false }"#])
        #expect(Self.facts(coverage) == [#"no test makes the send "books.update" of the route "deal""#])
    }

    @Test func `is a branch that is never taken`() throws {
        let routes = TestedTable.route(Self.send("a {{ event.body.b ? (event.body.c ? '1' : '2') : '3' }}"))
        let coverage = try Self.coverage(routes, [#"{ "type": "deal", "b": true, "c": false }"#])
        #expect(
            coverage.lines == [
                "reached: routes 1/1, sends 1/1, conditions 0/0, entries 0/0, branches 2/4",
                #"13:143: in no test is "event.body.b" false here"#,
                #"13:158: in no test is "event.body.c" true here"#,
            ]
        )
    }

    @Test(arguments: [
        (#"{{ tables.status[event.body.s] }}"#, ["lost", "open"]),
        (#"{{ tables.status[?event.body.s] }}"#, ["lost", "open"]),
        (#"{{ event.body.s == 'won' ? tables.status.lost : tables.status['open'] }}"#, ["won", "open"]),
        (#"{{ string(event.body.s in tables.status) }}"#, ["lost", "open"]),
        (#"{{ string(false && event.body.s in tables.status) }}"#, ["won", "lost", "open"]),
        (#"{{ event.body.s }}"#, []),
    ])
    func `is an entry of a table that is never asked for`(status: String, unused: [String]) throws {
        let coverage = try Self.coverage(TestedTable.route(Self.send(status)), [#"{ "type": "deal", "s": "won" }"#])
        let facts = coverage.unreached.filter { $0.kind == .entryNeverUsed }.map(\.fact)
        #expect(facts == unused.map { #"no test uses the entry "\#($0)" of the table "status""# })
    }

    @Test func `stands in JSON with its counts`() throws {
        let coverage = try Self.coverage(TestedTable.route(Self.send()), [])
        let counts = ["routes", "sends", "conditions", "entries", "branches"].map { name in
            #""\#(name)":{"reached":0,"total":\#(name == "routes" || name == "sends" ? 1 : 0)}"#
        }
        #expect(
            written { coverage.write(to: &$0) } == "{\(counts.joined(separator: ",")),\"switchedOff\":0,\"unreached\":["
                + #"{"kind":"route-never-taken","line":13,"column":14,"pointer":"/routes/0","#
                + #""fact":"no test takes the route \"deal\""}]}"#
        )
    }
}
