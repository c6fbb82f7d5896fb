import RelayRoutes
import Testing

@Suite("A wrong rule is found at its place")
struct BrokenRulesTests {
    @Test(arguments: [
        (#"{"status": 404, "when": "▸stauts == 404", "verdict": "dead"}"#, "expression"),
        (#"{"status": 404, "when": "status == 404 &&▸", "verdict": "dead"}"#, "expression"),
        (#"{"status": 404, "when": "▸text", "verdict": "dead"}"#, "expression"),
        (#"{"status": 404, "when": "request▸.bdoy.x == 1", "verdict": "dead"}"#, "expression"),
        (#"{"status": 404, "when": "attempt▸.indoubt > 0", "verdict": "dead"}"#, "expression"),
        (#"{"status": 404, "when": "text ▸== 404", "verdict": "dead"}"#, "expression"),
        (#"{"status": 404, "when": "text.▸contain('a')", "verdict": "dead"}"#, "expression"),
        (#"{"status": 404, "when": "text.matches(▸'(')", "verdict": "dead"}"#, "expression"),
        (#"{"status": 404, "when": "'\u00e9' == ▸txt", "verdict": "dead"}"#, "expression"),
        (#"{"include": ▸"frist"}"#, "unknown-rules"), (#"{"include": ▸"octanist"}"#, "unknown-rules"),
        (#"{"include": ▸"//"}"#, "unknown-rules"),
        (#"{"include": "last", ▸"status": 404}"#, "conflicting-keys"),
        (#"{"include": "last", ▸"when": "sent"}"#, "conflicting-keys"),
        (#"{"include": "last", ▸"verdict": "dead"}"#, "conflicting-keys"),
        (#"{"status": ▸"404", "verdict": "dead"}"#, "malformed"),
        (#"{"status": ▸99, "verdict": "dead"}"#, "out-of-range"),
        (#"{"status": ▸[], "verdict": "dead"}"#, "empty"), (#"{"status": ▸true, "verdict": "dead"}"#, "wrong-type"),
        (#"{"status": [404, ▸"6xx"], "verdict": "dead"}"#, "malformed"),
        (#"{"status": 404, "verdict": ▸"dropped"}"#, "not-allowed"), (#"▸{"status": 404}"#, "missing-key"),
        (#"▸{"verdict": "dead"}"#, "missing-key"),
        (#"{"status": 404, "verdict": "dead", ▸"becuase": "x"}"#, "unknown-key"),
        (#"{"status": 404, "verdict": "wait", "after": ▸"soon"}"#, "malformed"),
        (#"{"status": 404, "verdict": "pause", "confirm": ▸1}"#, "out-of-range"),
        (#"{"status": 404, "verdict": "pause", "scope": ▸"account"}"#, "not-allowed"),
        (#"{"status": 404, "verdict": "dead", "cause": ▸"No Lead"}"#, "malformed"),
        (#"{"status": 404, "verdict": "dead"}, ▸{"status": 404, "verdict": "retry"}"#, "unreachable-rule"),
        (
            #"{"status": "4xx", "verdict": "dead"}, ▸{"status": [404, 409], "when": "sent", "verdict": "retry"}"#,
            "unreachable-rule"
        ),
        (
            #"{"status": ["2xx", "5xx"], "verdict": "dead"}, {"status": 409, "verdict": "dead"}, ▸{"status": [204, 409], "verdict": "retry"}"#,
            "unreachable-rule"
        ),
        (#"{"status": "any", "verdict": "dead"}, ▸{"status": "none", "verdict": "retry"}"#, "unreachable-rule"),
        (#"{"include": "last"}, ▸{"status": "5xx", "verdict": "dead"}"#, "unreachable-rule"),
    ])
    func `under a destination`(rules: String, code: String) throws {
        let before = #"{"destinations": {"crm": {"api": "http", "base": "https://a.example", "answers": ["#
        try expect(code, in: "\(before)\n  \(rules)\n]}}}")
    }

    @Test(arguments: [
        (#"[{"include": ▸"a"}]"#, "[]", "circular-rules"),
        (#"[{"include": "b"}]"#, #"[{"include": ▸"a"}]"#, "circular-rules"),
        (#"[{"include": ▸"c"}]"#, "[]", "unknown-rules"),
        (#"[{"status": 404, "when": "body.x ▸=> 1", "verdict": "dead"}]"#, "[]", "expression"),
        (
            #"[{"status": "2xx", "verdict": "delivered"}]"#, #"[▸{"status": 204, "verdict": "dead"}]"#,
            "unreachable-rule"
        ),
    ])
    func `in the lists of an API`(first: String, second: String, code: String) throws {
        let text = """
            {"apis": {"own": {"answers": {"a": \(first), "b": \(second)}, "calls": {"get": {
              "method": "GET", "path": "/a", "answers": [{"include": "a"}, {"include": "b"}, {"include": "last"}]}}}}}
            """
        try expect(code, in: text)
    }

    @Test func `in a list that nothing includes`() throws {
        let rule = #"{"status": 100, "when": "▸x", "verdict": "dead"}"#
        try expect("expression", in: #"{"apis": {"octanist": {"answers": {"mine": [\#(rule)]}}}}"#)
    }

    @Test(arguments: [
        #"{"status": 404, "when": "sent", "verdict": "dead"}, {"status": 404, "verdict": "retry"}"#,
        #"{"status": "4xx", "verdict": "dead"}, {"status": [404, 503], "verdict": "retry"}"#,
        #"{"status": "5xx", "verdict": "dead"}, {"status": "any", "verdict": "retry"}"#,
        #"{"status": ["1xx", "2xx", "3xx", "4xx", "5xx"], "verdict": "dead"}, {"status": "none", "verdict": "retry"}"#,
        #"{"status": 404, "when": "cel.bind(status, 1, status == 1)", "verdict": "dead"}, {"include": "first"}"#,
    ])
    func `and nothing in right ones`(rules: String) throws {
        let table = try RuleTable(
            #"{"destinations": {"crm": {"api": "http", "base": "https://a.example", "answers": [\#(rules)]}}}"#
        )
        #expect(table.findings == [])
    }

    @Test func `and nothing in a list that one of its calls gets to the end of`() throws {
        let list = #"[{"status": "2xx", "when": "cut", "verdict": "warned"}, {"status": 204, "verdict": "dead"}]"#
        let text = """
            {"apis": {"own": {"answers": {"a": \(list)}, "calls": {
              "get": {"method": "GET", "path": "/a", "answers": [{"status": "2xx", "verdict": "warned"}, {"include": "a"}]},
              "put": {"method": "PUT", "path": "/a", "answers": [{"include": "a"}]}}}}}
            """
        #expect(try RuleTable(text).findings == [])
    }

    private func expect(_ code: String, in marked: String) throws {
        let expected = try #require(MarkedText(marked), "one mark in \(marked)")
        let findings = try RuleTable(expected.text).findings
        let found = findings.map { "\($0.place) \($0.code.rawValue)" }
        #expect(found == ["\(expected.line):\(expected.column) \(code)"], "\(findings)")
        #expect(findings.allSatisfy { !$0.fact.isEmpty })
    }
}
