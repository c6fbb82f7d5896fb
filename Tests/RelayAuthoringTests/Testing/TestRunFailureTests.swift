import RelayAuthoring
import RelayRoutes
import RelayTesting
import Testing

@Suite("A test of dead letters, lookups and several sends")
struct TestRunFailureTests {
    private static func send(_ more: String, price: String = "1") -> String {
        #"{ "to": "books", "call": "update", "#
            + #""with": { "id": "1", "status": "x", "price": "\#(price)" }\#(more) }"#
    }

    private static let event = #""event": { "type": "deal", "lead": "1" }"#

    @Test(arguments: [
        (send("", price: "{{ event.body.price }}"), "price"), (send(#", "when": "event.body.price > 1""#), "when"),
        (send(#", "if": "event.body.price > 1""#), "if"),
    ])
    func `expects the field of which a dead letter comes`(send: String, field: String) throws {
        let routes = TestedTable.route(send)
        let right = #"\#(Self.event), "expect": [{ "to": "books", "error": "\#(field)" }]"#
        #expect(try TestedTable.failures(routes: routes, right) == [])
        let wrong = #"\#(Self.event), "expect": [{ "to": "books", "error": "status" }]"#
        let fact = "a dead letter: \(field): no such key: 'price'"
        #expect(
            try TestedTable.failures(routes: routes, wrong).last == "    error: expected \"status\", got \(fact)"
        )
        let unaware = #"\#(Self.event), "expect": [{ "to": "books" }]"#
        #expect(try TestedTable.failures(routes: routes, unaware).last == "    error: not expected, got \(fact)")
        let none = #"\#(Self.event), "expect": []"#
        #expect(
            try TestedTable.failures(routes: routes, none)
                == [#"  14:13: "books.update" of the route "deal" is not expected, got \#(fact)"#]
        )
    }

    @Test func `takes the condition of a route for that of each send`() throws {
        let routes = TestedTable.route(Self.send(""), #""when": "event.body.price > 1","#)
        let test = #"\#(Self.event), "expect": [{ "to": "books", "error": "when" }]"#
        #expect(try TestedTable.failures(routes: routes, test) == [])
    }

    @Test(arguments: [#""expect": [{ "to": "books" }]"#, #""expect": []"#])
    func `says which lookup it must give`(expected: String) throws {
        let routes = TestedTable.route(Self.send("", price: "{{ lookup.lead.price }}"))
        let lines = try TestedTable.failures(routes: routes, "\(Self.event), \(expected)")
        let fact = #""books.update" of the route "deal" needs the lookup "lead", which the test does not give"#
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix(#": \#(fact). Add it under "lookups"."#) == true)
    }

    @Test func `gives what its lookups say`() throws {
        let routes = TestedTable.route(
            Self.send(#", "if": "lookup.lead.price > 1""#, price: "{{ lookup.lead.price }}")
        )
        let made =
            #""lookups": { "lead": { "price": 7 } }, "expect": [{ "to": "books", "body": { "status": "x", "price": 7 } }]"#
        #expect(try TestedTable.failures(routes: routes, "\(Self.event), \(made)") == [])
        let skipped = #""lookups": { "lead": { "price": 1 } }, "expect": []"#
        #expect(try TestedTable.failures(routes: routes, "\(Self.event), \(skipped)") == [])
    }

    @Test func `pairs several sends to one destination so that the most fits`() throws {
        let sends = ["1", "2", "3"].map { Self.send(#", "name": "s\#($0)""#, price: "{{ \($0) }}") }
        let routes = TestedTable.route(sends.joined(separator: ","))
        let expected = [
            #"{ "to": "books", "partial": true, "body": { "status": "x" } }"#,
            #"{ "to": "books", "body": { "status": "x", "price": 3 } }"#, #"{ "to": "books", "send": "s1" }"#,
        ]
        let test = "\(Self.event), \"expect\": [\(expected.joined(separator: ","))]"
        #expect(try TestedTable.failures(routes: routes, test) == [])
    }

    @Test func `tells a source that there is not`() throws {
        let tests = #"[{ "name": "it", "from": "crn", "event": {}, "expect": [] }]"#
        let lines = try TestedTable.make(routes: TestedTable.one, tests: tests).runTests().lines
        let fact = #"14:37: there is no source "crn". Did you mean "crm"?"#
        #expect(lines == ["FAIL it", "  \(fact)", "1 test, 1 failed"])
    }

    @Test func `becomes one finding and a JSON object`() throws {
        let tests = #"""
            [{ "name": "good", "from": "crm", "event": { "type": "none" }, "expect": [] },
             { "name": "bad", "from": "crm", \#(Self.event), "expect": [{ "to": "books", "body": { "status": 1 } },
               { "to": "mail" }] }]
            """#
        let results = try TestedTable.make(routes: TestedTable.route(Self.send("")), tests: tests).runTests()
        let fact = #""books.update" of the route "deal" is not what is expected"#
        #expect(
            results.findings.map(\.description) == [
                #"15:87: error test-failed: the test "bad" fails: \#(fact); body/status: expected 1, got "x"; "#
                    + #"body/price: not expected, got "1" (and 1 more failure) at "/tests/1/expect/0". "#
                    + "Mend the route, or what the test expects."
            ]
        )
        #expect(
            written { results.write(to: &$0) } == #"{"tests":2,"passed":1,"failed":1,"results":["#
                + #"{"name":"good","line":14,"column":13,"pointer":"/tests/0","passed":true,"failures":[]},"#
                + #"{"name":"bad","line":15,"column":2,"pointer":"/tests/1","passed":false,"failures":["#
                + #"{"kind":"different","line":15,"column":87,"pointer":"/tests/1/expect/0","route":"deal","#
                + #""send":"books.update","fact":"\"books.update\" of the route \"deal\" is not what is expected","#
                + #""differences":[{"path":"body/status","expected":1,"got":"x"},"#
                + #"{"path":"body/price","got":"1"}]},{"kind":"not-made","line":16,"column":4,"#
                + #""pointer":"/tests/1/expect/1","fact":"the expected send to \"mail\" is not made: "#
                + #"no route has such a send","differences":[]}]}]}"#
        )
    }

    @Test func `runs only where its name holds the filter`() throws {
        let tests =
            #"[{ "name": "one", "from": "crm", "event": {}, "expect": [] }, "#
            + #"{ "name": "other", "from": "crm", "event": {}, "expect": [] }]"#
        let table = try TestedTable.make(routes: TestedTable.one, tests: tests)
        #expect(table.runTests(filter: "oth").reports.map(\.name) == ["other"])
        #expect(table.runTests().lines == ["pass one", "pass other", "2 tests, all passed"])
    }
}
