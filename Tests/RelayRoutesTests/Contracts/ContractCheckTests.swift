import RelayRoutes
import Testing

@Suite("An API of one's own")
struct ContractCheckTests {
    private static let own = """
        {"apis": {"own": {"title": "Own", "base": "https://a.example", "auth": {"none": true}, "calls": {
          "get": {"method": "GET", "path": "/a/{id}", "fields": {"id": {"in": "path", "required": true}}},
          "set": {"method": "POST", "path": "/a", "fields": {"id": {"in": "body"}, "to": {"in": "body"}},
            "already": {"read": "get", "with": {"id": "id"}, "unseen": ["to"], "when": "read.x == 1"}},
          "put": {"method": "PUT", "path": "/a/{id}", "lead": ["id"],
            "fields": {"id": {"in": "path", "required": true}, "status": {"in": "body", "schema": {"type": "string", "pattern": "^a+$"}},
              "note": {"in": "body", "schema": {"anyOf": [{"items": {"properties": {"x": {"pattern": "b"}}}}]}}},
            "identify": {"oneOf": ["id"]}, "needs": {"oneOf": ["status"], "because": "why"},
            "advice": [{"code": "no-note", "when": {"note": "absent"}, "fact": "f", "remedy": "r"}],
            "merge": {"read": "get"}, "echo": {"field": "status", "value": "body.status"},
            "answer": {"properties": {"y": {"pattern": "c"}}},
            "answers": [{"include": "first"}, {"include": "last"}]}}}}}
        """

    @Test func `is taken as it is where all fits together`() throws {
        #expect(try RuleTable(Self.own).findings == [])
    }

    @Test(arguments: [
        (#""method": "PUT", "path": "/a/{id}""#, #""method": "PUT", "path": "/a/▸{lead}/{id}""#, "unknown-field"),
        (#""method": "PUT", "path": "/a/{id}""#, #""method": "PUT", "path": "/é/{id}▸{status}""#, "unknown-field"),
        (#""required": true}, "status": {"in": "body""#, #""required": true}, "status": {"in": ▸"path""#, "malformed"),
        (#""lead": ["id"]"#, #""lead": [▸"ID"]"#, "unknown-field"),
        (#"{"oneOf": ["id"]}"#, #"{"oneOf": ["id", ▸"email"]}"#, "unknown-field"),
        (#"{"oneOf": ["status"]"#, #"{"oneOf": [▸"sttus"]"#, "unknown-field"),
        (#"{"note": "absent"}"#, #"{"status": "given", ▸"notes": "absent"}"#, "unknown-field"),
        (#""code": "no-note""#, #""code": ▸"never-holds""#, "repeated-name"),
        (#"{"read": "get"}"#, #"{"read": ▸"getLead"}"#, "unknown-call"),
        (#"{"read": "get", "with""#, #"{"read": ▸"gte", "with""#, "unknown-call"),
        (#"{"read": "get", "with""#, #"{"read": ▸"put", "with""#, "malformed"),
        (#""with": {"id": "id"}"#, #""with": {▸"lead": "id"}"#, "unknown-field"),
        (#""with": {"id": "id"}"#, #""with": {"id": ▸"lead"}"#, "unknown-field"),
        (#""unseen": ["to"]"#, #""unseen": [▸"too"]"#, "unknown-field"),
        (#""when": "read.x == 1""#, #""when": "▸raed.x == 1""#, "expression"),
        (
            #""merge": {"read": "get"}"#,
            #""merge": {"read": "get"}, ▸"already": {"read": "get", "with": {}, "when": "true"}"#,
            "conflicting-keys"
        ),
        (#"{"field": "status""#, #"{"field": ▸"state""#, "unknown-field"),
        (#""value": "body.status""#, #""value": "▸bdy.status""#, "expression"),
        (#""value": "body.status""#, #""value": "body.▸""#, "expression"),
        (#""pattern": "^a+$""#, #""pattern": "▸(a""#, "malformed"),
        (#""pattern": "b""#, #""pattern": "\u00e9▸*+""#, "malformed"),
        (#""pattern": "c""#, #""pattern": "[▸z-a]""#, "malformed"),
        (#""put": {"method": "PUT", "#, #""put": ▸{"#, "missing-key"),
        (#""put": {"method": "PUT", "#, #""put": {"probe": ▸true, "method": "PUT", "#, "malformed"),
        (#"{"in": "body", "schema": {"type""#, #"▸{"schema": {"type""#, "missing-key"),
        (#""needs": {"oneOf": ["status"], "because": "why"}"#, #""needs": ▸{"oneOf": ["status"]}"#, "missing-key"),
        (#""title": "Own""#, #""extends": ▸"octanst""#, "unknown-api"),
        (#""auth": {"none": true}"#, #""auth": {"none": true, ▸"bearer": true}"#, "conflicting-keys"),
    ])
    func `shows a slip at its place`(right: String, slip: String, code: String) throws {
        try #require(Self.own.contains(right))
        let expected = try #require(MarkedText(Self.own.replacing(right, with: slip, maxReplacements: 1)))
        let findings = try RuleTable(expected.text).findings
        #expect(
            findings.map { "\($0.place) \($0.code.rawValue)" } == ["\(expected.line):\(expected.column) \(code)"],
            "\(findings)"
        )
    }

    @Test func `has calls, unless it stands on another`() throws {
        let findings = try RuleTable(#"{"apis": {"own": {"title": "Own"}, "mine": {"extends": "octanist"}}}"#).findings
        #expect(findings.map { "\($0.place) \($0.code.rawValue)" } == ["1:18 missing-key"])
    }
}

@Suite("A change to a known API")
struct ContractChangeTests {
    @Test(arguments: [
        #""octanist": {"base": "https://eu.example"}"#,
        #""leadtrackr": {"calls": {"updateLeadStatus": {"fields": {"price": {"unit": "units"}}}}}"#,
        #""octanist": {"calls": {"updateLead": {"path": "/leads/{id}", "fields": {"id": {"in": "path"}}}}}"#,
        #""leadping": {"calls": {"setStatus": {"answers": [{"include": "leadping"}]}}}"#,
        #""sendpilot": {"calls": {"updateStatus": {"needs": {"because": "the page says so"}}}}"#,
        #""mine": {"extends": "sendpilot", "auth": {"bearer": true}}"#,
    ])
    func `says no more than what it changes`(api: String) throws {
        #expect(try RuleTable("{\"apis\": {\(api)}}").findings == [])
    }

    @Test(arguments: [
        (#""sendpilot": {"calls": {"updateStatus": {"lead": [▸"lead"]}}}"#, "unknown-field"),
        (#"▸"sendpilot": {"calls": {"getLead": {"path": "/leads/all"}}}"#, "malformed"),
        (#""octanist": {"calls": {"list": ▸{"path": "/leads"}}}"#, "missing-key"),
    ])
    func `is held against what it is laid over`(marked: String, code: String) throws {
        let expected = try #require(MarkedText("{\"apis\": {\(marked)}}"))
        let found = try RuleTable(expected.text).findings.map { "\($0.place) \($0.code.rawValue)" }
        #expect(found == ["\(expected.line):\(expected.column) \(code)"])
    }

    @Test func `replaces how a key is shown as a whole`() throws {
        let table = try RuleTable(
            #"{"apis": {"octanist": {"auth": {"bearer": true}}}, "destinations": {"o": {"api": "octanist"}}}"#
        )
        #expect(table.table.destinations["o"]?.contract.authentication == .bearer)
    }
}
