import RelayAuthoring
import Testing

@Suite("An embedded test")
struct TestRunTests {
    @Test func `passes where all that is made is expected`() throws {
        let lines = try TestedTable.failures(
            "\(TestedTable.event), " + #"""
                "expect": [{ "to": "books", "call": "update", "method": "PATCH", "path": "/leads/l%201", "query": {},
                  "headers": { "accept": "application/json" },
                  "body": { "price": 5000.0, "status": "won", "//": "a remark" } }]
                """#
        )
        #expect(lines == [])
    }

    @Test(arguments: [
        (#""body": { "status": "lost", "price": 5000 }"#, #"body/status: expected "lost", got "won""#),
        (#""body": { "status": "won" }"#, "body/price: not expected, got 5000"),
        (
            #""body": { "status": "won", "price": 5000, "email": "a@b.example" }"#,
            #"body/email: expected "a@b.example", missing"#
        ),
        (
            #""body": { "status": "won", "price": "5000" }"#,
            #"body/price: expected "5000" (a text), got 5000 (a number)"#
        ),
        (#""body": { "status": null, "price": 5000 }"#, #"body/status: expected null, got "won""#),
        (#""body": [1]"#, #"body: expected [1], got {"status": "won", "price": 5000}"#),
        (#""method": "POST""#, #"method: expected "POST", got "PATCH""#),
        (#""path": "/leads/l 1""#, #"path: expected "/leads/l 1", got "/leads/l%201""#),
        (#""query": { "page": "1" }"#, #"query/page: expected "1", missing"#),
        (#""headers": { "Trace": "x" }"#, #"headers/Trace: expected "x", missing"#),
        (#""headers": { "accept": "x" }"#, #"headers/accept: expected "x", got "application/json""#),
        (#""headers": { "x-api-key": "x" }"#, #"headers/x-api-key: expected "x", got a secret"#),
        (
            #""error": "status""#,
            #"error: expected "status", got the request PATCH /leads/l%201 {"status": "won", "price": 5000}"#
        ),
    ])
    func `tells what is different and where it is expected`(expected: String, line: String) throws {
        let lines = try TestedTable.failures("\(TestedTable.event), \"expect\": [{ \"to\": \"books\", \(expected) }]")
        #expect(lines == [#"  14:143: "books.update" of the route "deal" is not what is expected"#, "    \(line)"])
    }

    @Test func `tells each difference within lists and objects`() throws {
        let routes = TestedTable.route(
            #"{ "to": "books", "call": "update", "with": { "id": "1", "status": "x", "#
                + #""lines": [{ "a": 1, "b~/": 2 }, 3, 4] } }"#
        )
        let expected = #""body": { "status": "x", "lines": [{ "a": 2 }, 3] }"#
        let lines = try TestedTable.failures(
            routes: routes,
            "\(TestedTable.event), \"expect\": [{ \"to\": \"books\", \(expected) }]"
        )
        #expect(
            lines.dropFirst() == [
                "    body/lines/0/a: expected 2, got 1", "    body/lines/0/b~0~1: not expected, got 2",
                "    body/lines/2: not expected, got 4",
            ]
        )
    }

    @Test func `shows long texts from where they part`() throws {
        let long = String(repeating: "a", count: 70)
        let event = #""event": { "type": "deal", "lead": "1", "status": "\#(long)x" }"#
        let lines = try TestedTable.failures(
            #"\#(event), "expect": [{ "to": "books", "body": { "status": "\#(long)y" } }]"#
        )
        let common = "…\"" + String(repeating: "a", count: 20)
        #expect(lines.last == "    body/status: expected \(common)y\", got \(common)x\"")
    }

    @Test func `fails at a send that it does not list`() throws {
        let lines = try TestedTable.failures("\(TestedTable.event), \"expect\": []")
        let request = #"PATCH /leads/l%201 {"status": "won", "price": 5000}"#
        #expect(lines == [#"  14:13: "books.update" of the route "deal" is not expected, got \#(request)"#])
    }

    @Test(arguments: [
        (#""partial": true, "expect": []"#),
        (#""partial": true, "expect": [{ "to": "books", "body": { "status": "won" } }]"#),
        (#""expect": [{ "to": "books", "partial": true, "body": { "status": "won" } }]"#),
    ])
    func `lets other things be where it is partial`(rest: String) throws {
        #expect(try TestedTable.failures("\(TestedTable.event), \(rest)") == [])
    }

    @Test func `makes all events of a list`() throws {
        let text = TestedTable.text(
            routes: TestedTable.one,
            tests: #"[{ "name": "two", "from": "crm", "event": [{ "type": "deal", "lead": "1", "status": "a" }, "#
                + #"{ "type": "deal", "lead": "2", "status": "b" }], "expect": ["#
                + #"{ "to": "books", "path": "/leads/2", "body": { "status": "b" } }, "#
                + #"{ "to": "books", "path": "/leads/1" }] }]"#,
            source: #""type": "body.type", "lead": "body.lead", "batch": true"#
        )
        #expect(try TestedTable.make(text).runTests().passed)
    }

    @Test func `gives an event its headers, query and time`() throws {
        let routes = TestedTable.route(
            #"{ "to": "books", "call": "update", "with": { "id": "{{ event.headers['x-id'] }}", "#
                + #""status": "{{ event.receivedAt }}", "price": "{{ event.query.price }}" } }"#
        )
        let given = #""event": { "type": "deal" }, "headers": { "X-Id": "7" }, "query": { "price": "1" }"#
        let path = #""expect": [{ "to": "books", "path": "/leads/7", "body": { "price": "1", "status":"#
        let timed = "\(given), \"now\": \"2026-02-01T00:00:00Z\", \(path) \"2026-02-01T00:00:00Z\" } }]"
        #expect(try TestedTable.failures(routes: routes, timed) == [])
        #expect(try TestedTable.failures(routes: routes, "\(given), \(path) \"2026-01-01T00:00:00Z\" } }]") == [])
    }
}
