import JSON
import RelayAuthoring
import RelayTesting
import Testing

@Suite("What two route tables make otherwise")
struct RouteTableDifferenceTests {
    private static let sample =
        #"{ "name": "it", "from": "crm", "event": { "type": "deal", "id": "e", "lead": "l", "s": "won" }, "expect": [] }"#

    private static func send(_ with: String = #""status": "x""#, _ more: String = "") -> String {
        #"{ "to": "books", "call": "update", "with": { "id": "1", \#(with) }\#(more) }"#
    }

    private static func text(_ send: String, _ more: String = "") -> String {
        TestedTable.text(routes: TestedTable.route(send, more), tests: "[\(sample)]")
    }

    private static func difference(_ old: String, _ new: String) throws -> RouteTableDifference {
        RouteTableDifference.between(try TestedTable.make(old), try TestedTable.make(new))
    }

    private static let heading = #""it": "deal" from "crm", lead "l""#

    @Test func `is nothing where nothing is`() throws {
        let difference = try Self.difference(
            Self.text(Self.send(#""status": "{{ tables.status[event.body.s] }}""#)),
            Self.text(Self.send(#""status": "{{ 's' + 'old' }}""#))
        )
        #expect(difference.isEmpty)
        #expect(difference.lines == [])
        #expect(difference.compared == 1)
    }

    @Test(arguments: [
        (#""status": "y""#, #"body/status: was "x", is "y""#),
        (#""status": "x", "price": 5"#, "body/price: new, is 5"),
        (#""status": "x", "page": 2"#, #"query/page: new, is "2""#),
        (#""status": "x", "Trace": "t""#, #"headers/trace: new, is "t""#),
        (
            #""status": "{{ event.body.none }}""#,
            #"outcome: was PATCH /leads/1 {"status": "x"}, "#
                + #"is a dead letter: status: no such key: 'none'"#
        ),
        (
            #""status": "{{ lookup.lead.s }}""#,
            #"outcome: was PATCH /leads/1 {"status": "x"}, "#
                + #"is undecided: it needs the lookup "lead""#
        ),
    ])
    func `is told member by member for a send that changes`(with: String, line: String) throws {
        let lines = try Self.difference(Self.text(Self.send()), Self.text(Self.send(with))).lines
        #expect(
            lines == [
                "1 of 1 events differ; sends: 0 added, 0 dropped, 1 changed", Self.heading,
                #"  ~ "books.update" of the route "deal""#, "      \(line)",
            ]
        )
    }

    @Test func `is a path, a base, a key and a lead`() throws {
        let old = Self.text(Self.send())
        let new = Self.text(Self.send().replacing(#""1""#, with: #""2""#), #""lead": "'k'","#)
            .replacing("https://books", with: "https://ledger").replacing("BOOKS_KEY", with: "LEDGER_KEY")
        #expect(
            try Self.difference(old, new).lines.dropFirst(3) == [
                #"      lead: was "l", is "k""#,
                #"      base: was "https://books.example", is "https://ledger.example""#,
                #"      path: was "/leads/1", is "/leads/2""#,
                ##"      headers/x-api-key: was "$BOOKS_KEY", is "$LEDGER_KEY""##,
            ]
        )
    }

    @Test(arguments: [#", "when": "false""#, #", "if": "false""#])
    func `is a send that is added or dropped`(condition: String) throws {
        let (with, without) = (Self.text(Self.send()), Self.text(Self.send(#""status": "x""#, condition)))
        let request = #"PATCH /leads/1 {"status": "x"}"#
        #expect(
            try Self.difference(without, with).lines == [
                "1 of 1 events differ; sends: 1 added, 0 dropped, 0 changed", Self.heading,
                #"  + "books.update" of the route "deal": \#(request)"#,
            ]
        )
        #expect(
            try Self.difference(with, without).lines.last == #"  - "books.update" of the route "deal": \#(request)"#
        )
    }

    @Test func `is a route that has another name`() throws {
        let old = Self.text(Self.send())
        let new = old.replacing(#""name": "deal""#, with: #""name": "sale""#)
        #expect(try Self.difference(old, new).lines.last == #"      route: was "deal", is "sale""#)
    }

    @Test func `is what an event itself is`() throws {
        let old = Self.text(Self.send())
        let new = old.replacing(#""id": "body.id""#, with: #""id": "'i' + body.id""#)
        #expect(
            try Self.difference(old, new).lines == [
                "1 of 1 events differ; sends: 0 added, 0 dropped, 0 changed", Self.heading,
                #"  event/id: was "e", is "ie""#,
            ]
        )
    }

    @Test func `is told where a source is not known`() throws {
        let (old, other) = (Self.text(Self.send()), Self.text(Self.send()).replacing("\"crm\"", with: "\"erp\""))
        #expect(
            try Self.difference(old, other).lines == [
                "0 of 0 events differ; sends: 0 added, 0 dropped, 0 changed",
                #""it": not compared, the old file does not know the source "erp""#,
                #""it": not compared, the new file does not know the source "crm""#,
            ]
        )
        let table = try TestedTable.make(old)
        let (samples, _) = SampleEvent.read(lines: Array(#"{"source":"none","body":1}"#.utf8))
        #expect(
            RouteTableDifference.between(table, table, events: samples).lines.last
                == #""line 1": not compared, neither file knows the source "none""#
        )
    }

    @Test func `stands in JSON`() throws {
        let difference = try Self.difference(Self.text(Self.send()), Self.text(Self.send(#""status": "y""#)))
        #expect(
            written { difference.write(to: &$0) } == #"{"compared":1,"different":1,"added":0,"dropped":0,"changed":1,"#
                + #""events":[{"name":"it","source":"crm","type":"deal","lead":"l","about":[],"sends":["#
                + #"{"kind":"changed","route":"deal","send":"books.update","to":"books","#
                + #""outcome":"PATCH /leads/1 {\"status\": \"y\"}","#
                + #""differences":[{"path":"body/status","old":"x","new":"y"}]}]}],"refused":[]}"#
        )
    }
}
