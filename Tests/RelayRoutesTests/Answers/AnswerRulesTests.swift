import CEL
import CivilTime
import JSON
import RelayCore
import RelayRoutes
import Testing

@Suite("Rules for answers")
struct AnswerRulesTests {
    /// What a destination's rules make of an answer, before those of an API that has none.
    private func verdict(_ rules: String, on answer: Answer, _ asked: Asked = Asked()) throws -> Verdict {
        let text = """
            {"apis": {"own": {"calls": {"put": {"method": "PUT", "path": "/a", "answers": []}}}},
             "destinations": {"own": {"api": "own", "base": "https://a.example", "answers": [\(rules)]}}}
            """
        let table = try RuleTable(text)
        #expect(table.findings == [])
        return try table.rules("own", "put").judge(answer, asked.context)
    }

    @Test func `stand before those of the API`() throws {
        let text = """
            {"destinations": {"octanist": {"api": "octanist", "answers": [
              {"status": 409, "when": "size(request.body) == 1", "verdict": "warned", "cause": "own-rule"},
              {"include": "octanist"}]}}}
            """
        let rules = try RuleTable(text).rules("octanist", "updateLead")
        let small = Asked(body: #"{"id": "a"}"#).context
        let large = Asked(body: #"{"id": "a", "status": "won"}"#).context
        #expect(rules.judge(.plain(409), small).cause == "own-rule")
        #expect(rules.judge(.plain(409), large).cause == "several-leads-match")
        #expect(rules.judge(.plain(401), large).cause == "bad-key")
        #expect(rules.rule(for: .plain(409), small)?.spot?.place.line == 2)
        #expect(rules.rule(for: .plain(409), large)?.spot == nil)
    }

    @Test(
        arguments: [
            (Answer(failure: "dns", wasSent: false), .retry, "unreachable"),
            (Answer(failure: "timeout", wasSent: true), .retry, "answer-lost"), (.plain(200), .delivered, "delivered"),
            (.plain(299), .delivered, "delivered"), (.plain(300), .dead, "refused"), (.plain(199), .dead, "refused"),
            (.plain(400), .dead, "refused"), (.plain(408), .retry, "try-again"), (.plain(425), .retry, "try-again"),
            (.plain(429), .wait, "rate-limited"), (.plain(500), .retry, "server-error"),
            (.plain(599), .retry, "server-error"),
            (.plain(600), .dead, "refused"),
        ] as [(Answer, Verdict.Kind, String)]
    )
    func `have others behind them`(answer: Answer, kind: Verdict.Kind, cause: String) throws {
        let verdict = try verdict("", on: answer)
        #expect(verdict.kind == kind && verdict.cause == cause)
    }

    @Test(
        arguments: [
            (nil, true), ("", true), ("application/json", false), ("application/json; charset=utf-8", false),
            ("application/json;charset=utf-8", false), ("text/plain", true), ("text/plain; charset=utf-8", true),
            ("application/problem+json", false), ("text/html", true),
        ] as [(String?, Bool)]
    )
    func `may go by the content type, a common one or not`(type: String?, isTaken: Bool) throws {
        let condition = "!headers[?'content-type'].orValue('').startsWith('application/')"
        let rule = #"{"status": "2xx", "when": "\#(condition)", "verdict": "warned", "cause": "taken"}"#
        let answer = Answer(status: 200, headers: type.map { ["content-type": $0] } ?? [:])
        #expect(try (verdict(rule, on: answer).cause == "taken") == isTaken)
    }

    @Test func `may ask whether there is a content type at all`() throws {
        let rule = #"{"status": "2xx", "when": "!('content-type' in headers)", "verdict": "warned", "cause": "taken"}"#
        #expect(try verdict(rule, on: .plain(200)).cause == "taken")
        #expect(try verdict(rule, on: Answer(status: 200, headers: ["content-type": ""])).cause != "taken")
        #expect(try verdict(rule, on: Answer(status: 200, headers: ["content-type": "text/plain"])).cause != "taken")
    }

    @Test(
        arguments: [
            ("404", [404], [403, 405, nil]), ("[404, 409]", [404, 409], [408, nil]),
            (#""4xx""#, [400, 499], [399, 500, nil]),
            (#"["4xx", 503]"#, [404, 503], [500, nil]), (#""none""#, [nil], [200, 503]),
            (#"["none", 503]"#, [nil, 503], [200]), (#""any""#, [100, 200, 599, nil], []),
        ] as [(String, [Int?], [Int?])]
    )
    func `are for the answers of their status`(status: String, these: [Int?], others: [Int?]) throws {
        let rule = #"{"status": \#(status), "verdict": "warned", "cause": "taken"}"#
        for code in these + others {
            let answer = code.map { Answer.plain($0) } ?? Answer(failure: "timeout", wasSent: true)
            #expect(try (verdict(rule, on: answer).cause == "taken") == these.contains(code), "\(code ?? 0)")
        }
    }

    @Test(arguments: [
        "status == 409", "headers['x-reason'] == 'again' && !('etag' in headers)", "body.error.code == 'CONFLICT'",
        "text.startsWith('{')", "!cut", "failure == ''", "sent", "request.method == 'POST'",
        "request.path.id == '7'", "request.body.status == 'won'", "!has(request.body.x)", "attempt.number == 3",
        "attempt.inDoubt == 2", "lane.deliveredAgo == 60", "read.id == 7", "!has(lane.other)",
        "request.query.size() == 0",
        "body.?missing.orValue('none') == 'none'",
    ])
    func `speak of all that is known`(when: String) throws {
        let asked = Asked(
            body: #"{"status": "won"}"#,
            path: ["id": "7"],
            inDoubt: 2,
            deliveredAgo: .seconds(60),
            read: #"{"id": 7}"#
        )
        let answer = Answer(
            status: 409,
            headers: ["x-reason": "again"],
            bytes: Array(#"{"error": {"code": "CONFLICT"}}"#.utf8)
        )
        let rule = #"{"status": 409, "when": "\#(when)", "verdict": "warned", "cause": "held"}"#
        #expect(try verdict(rule, on: answer, asked).cause == "held")
    }

    @Test(arguments: [
        "body.error == 'x'", "body.x > 1", "body == null", "lane.deliveredAgo < 10", "read == null",
        "request.body.x == 1",
        "headers['etag'] == ''", "1 / (attempt.inDoubt) > 0",
    ])
    func `do not hold where they cannot be decided`(when: String) throws {
        let rule = #"{"status": "any", "when": "\#(when)", "verdict": "pause"}"#
        #expect(try verdict(rule, on: .plain(200, "no JSON")).kind == .delivered)
    }

    @Test func `do not hold over the status of an answer that did not come`() throws {
        let rule = #"{"status": "any", "when": "status < 400", "verdict": "delivered"}"#
        #expect(try verdict(rule, on: Answer(failure: "timeout", wasSent: true)).cause == "answer-lost")
    }

    @Test(
        arguments: [
            ("30s", .seconds(30)), ("15m", .seconds(900)), ("1h30m", .seconds(5_400)), ("1.5s", .milliseconds(1_500)),
            ("250ms", .milliseconds(250)), ("2d", .seconds(172_800)), ("1d12h", .seconds(129_600)),
            ("0.5d", .seconds(43_200)),
        ] as [(String, Duration)]
    )
    func `say how long to wait`(text: String, after: Duration) throws {
        let verdict = try verdict(#"{"status": 409, "verdict": "wait", "after": "\#(text)"}"#, on: .plain(409))
        #expect(verdict == Verdict(.wait, cause: "wait", after: after))
    }

    @Test func `that cost too much do not hold`() throws {
        let list = "[1,2,3,4,5,6,7,8,9,10]"
        let when = "\(list).all(a, \(list).all(b, \(list).all(c, \(list).all(d, a + b + c + d > 0))))"
        let rule = #"{"status": 200, "when": "\#(when)", "verdict": "dead"}"#
        #expect(try verdict(rule, on: .plain(200)).kind == .delivered)
    }
}

@Suite("An answer")
struct AnswerTests {
    @Test func `has a body where it is JSON to its end`() {
        #expect(Answer.json(200, #"{"a": 1}"#).body?["a"]?.int == 1)
        #expect(Answer.plain(200, "12").body?.int == 12)
        #expect(Answer.json(200, "12", isCut: true).body == nil)
        #expect(Answer.json(200, #"{"a": "#).body == nil)
        #expect(Answer.plain(204).body == nil)
    }

    @Test func `has a text, whatever its bytes`() {
        #expect(Answer.plain(200, "ok").text == "ok")
        #expect(Answer(status: 200, bytes: [0x61, 0xFF]).text == "a\u{FFFD}")
        #expect(Answer(failure: "dns", wasSent: false).text.isEmpty)
    }

    @Test(
        arguments: [
            ("0", .zero), ("120", .seconds(120)), ("999999999", .seconds(999_999_999)),
            ("1000000000", .seconds(1_000_000_000)),
            ("99999999999999999999", .seconds(3_153_600_000)),
            ("5.5", .seconds(6)), ("5.0", .seconds(5)), ("99999999999999999999.5", .seconds(3_153_600_000)),
            ("-1", nil), ("+1", nil), ("-1.5", nil), ("1.", nil), (".5", nil), ("1.5.2", nil), ("", nil),
            // The clock shows half a second past 18:39:49.
            ("Fri, 20 Feb 2026 18:40:00 GMT", .milliseconds(10_500)),
            ("Friday, 20-Feb-26 18:40:00 GMT", .milliseconds(10_500)),
            ("Fri Feb 20 18:40:00 2026", .milliseconds(10_500)), ("Fri, 20 Feb 2026 18:39:49 GMT", .zero),
            ("Thu, 01 Jan 1970 00:00:00 GMT", .zero), ("2026-02-20T18:40:00Z", nil),
            ("Fri, 20 Feb 2026 18:40:00 UTC", nil),
            // Of several the longest that can be read.
            ("20, 20", .seconds(20)), ("7,30 , 20", .seconds(30)), ("soon, 20", .seconds(20)), ("soon, later", nil),
            ("20, Fri, 20 Feb 2026 18:40:20 GMT", .milliseconds(30_500)),
            ("Fri, 20 Feb 2026 18:40:00 GMT, Fri, 20 Feb 2026 18:40:20 GMT", .milliseconds(30_500)),
        ] as [(String, Duration?)]
    )
    func `says how long to stay away, in seconds or as a date`(text: String, expected: Duration?) {
        let now = Timestamp(seconds: 1_771_612_789, nanoseconds: 500_000_000) ?? .earliest
        #expect(Answer.plain(503, headers: ["retry-after": text]).retryAfter(at: now) == expected)
        #expect(Answer.plain(503).retryAfter(at: now) == nil)
    }
}
