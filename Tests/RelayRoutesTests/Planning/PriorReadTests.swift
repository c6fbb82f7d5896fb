import CEL
import JSON
import RelayAuthoring
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

@Suite("What is read before a write")
struct PriorReadTests {
    /// A write, what is read of its lead, and whether nothing is left to write.
    struct Row: Sendable, CustomTestStringConvertible {
        let call: String
        let asked: Asked
        let read: String
        let isSo: Bool

        init(_ call: String, _ body: String, inDoubt: Int = 0, ago: Duration? = nil, _ read: String, _ isSo: Bool) {
            self.call = call
            asked = Asked(body: body, inDoubt: inDoubt, deliveredAgo: ago, read: read)
            (self.read, self.isSo) = (read, isSo)
        }

        var testDescription: String { "\(call) \(asked.body ?? "") \(asked.inDoubt) over \(read): \(isSo)" }
    }

    private static let sends: [String: (call: String, with: String)] = [
        "sendpilot": ("updateStatus", #"{ "id": "1", "status": "DONE" }"#),
        "leadtrackr": ("updateLeadStatus", #"{ "uniqueIdentifier": "1", "conversionId": "lost" }"#),
        "leadping": ("setStatus", #"{ "leadId": "1", "type": "t", "outcome": "o" }"#),
    ]

    private static func table(_ api: String) throws -> RouteTable {
        let send = try #require(sends[api])
        let text = """
            { "version": 1, "sources": { "crm": { "preset": "none", "path": "/crm" } },
              "destinations": { "\(api)": { "api": "\(api)", "key": { "env": "K" }, "readBeforeWrite": true } },
              "routes": [{ "name": "all", "from": "crm", "on": "*", "send": [
                { "to": "\(api)", "call": "\(send.call)", "with": \(send.with) }] }] }
            """
        return try RuleTable(text).table
    }

    private static func send(_ table: RouteTable) throws -> Send { try #require(table.routes.first??.sends.first) }

    private static func tracked(_ status: String, price: String = "null") -> String {
        #"{"message": "Lead found", "lead": {"id": 1, "status": "\#(status)", "price": \#(price)}}"#
    }

    private static let done = #"{"status": "DONE"}"#, opening = #"{"conversionId": "open"}"#
    private static let lost = #"{"conversionId": "lost"}"#
    private static let priced = #"{"conversionId": "open", "price": 500}"#
    private static let set = #"{"type": "t", "outcome": "Won"}"#
    private static let counted = #"{"type": "t", "outcome": "Won", "category": "Converted"}"#

    private static let rows = [
        Row("sendpilot", done, #"{"id": "1", "status": "DONE"}"#, true),
        Row("sendpilot", done, #"{"id": "1", "status": "PENDING"}"#, false),
        Row("sendpilot", done, #"{"id": "1", "status": null}"#, false),
        Row("sendpilot", done, #"{"id": "1"}"#, false),
        Row("sendpilot", #"{"customLeadStatus": "LEAD"}"#, #"{"customLeadStatus": "LEAD", "status": "DONE"}"#, true),
        Row("sendpilot", #"{"status": "DONE", "customLeadStatus": "LEAD"}"#, #"{"status": "DONE"}"#, false),
        Row("leadtrackr", opening, tracked("open"), true),
        Row("leadtrackr", opening, tracked("pending"), false),
        Row("leadtrackr", priced, tracked("open", price: "500"), true),
        Row("leadtrackr", priced, tracked("open", price: "400"), false),
        Row("leadtrackr", lost, tracked("lost"), false),
        Row("leadtrackr", lost, tracked("pending"), false),
        Row("leadtrackr", lost, inDoubt: 1, tracked("pending"), true),
        Row("leadtrackr", lost, inDoubt: 1, tracked("open"), false),
        Row("leadtrackr", lost, inDoubt: 1, ago: .seconds(86_400), tracked("pending"), false),
        Row("leadtrackr", lost, inDoubt: 1, ago: .seconds(86_401), tracked("pending"), true),
        Row("leadping", set, #"{"currentDisposition": {"outcome": "Won"}}"#, true),
        Row("leadping", set, #"{"currentDisposition": {"outcome": "Lost"}}"#, false),
        Row("leadping", set, #"{"currentDisposition": null}"#, false),
        Row("leadping", set, #"{"currentLeadStatus": null, "currentDisposition": {"outcome": "Won"}}"#, true),
        Row(
            "leadping",
            set,
            #"{"currentLeadStatus": {"outcome": "Lost"}, "currentDisposition": {"outcome": "Won"}}"#,
            false
        ),
        Row("leadping", set, #"{"currentLeadStatus": {"name": "Won"}}"#, false),
        Row("leadping", set, #"{"currentLeadStatus": {"outcome": "Won", "type": "u"}}"#, false),
        Row("leadping", counted, #"{"currentLeadStatus": {"outcome": "Won"}}"#, true),
        Row("leadping", counted, #"{"currentLeadStatus": {"outcome": "Won", "category": "Converted"}}"#, true),
        Row("leadping", counted, #"{"currentLeadStatus": {"outcome": "Won", "category": "Lost"}}"#, false),
        Row("leadping", set, "{}", false),
    ]

    @Test(arguments: rows)
    func `shows what the documents say that it shows`(row: Row) throws {
        let read = try #require(try Self.send(Self.table(row.call)).priorRead)
        #expect(read.condition.holds(.json(200, row.read), row.asked.context) == row.isSo)
    }

    @Test func `is asked about the lead that is written`() throws {
        let table = try Self.table("leadping")
        let question = try #require(table.priorRead(of: try Self.send(table), for: SmallTable.event()))
        #expect(question.request.method == "GET" && question.path == ["id": "1"])
    }

    @Test func `stands in a trial before the write, and in its commands`() throws {
        let table = try Self.table("sendpilot")
        let sample = SampleEvent(label: "it", source: "crm", body: try json(#"{ "type": "deal" }"#))
        let trial = Trial(try #require(Rehearsal(of: sample, on: table)), on: table)
        let position = try #require(trial.lines.firstIndex { $0.contains("nothing is sent if it has this already") })
        #expect(trial.lines[position + 1].contains("GET https://api.sendpilot.ai/v1/leads/1"))
        #expect(trial.commands.count { $0.hasPrefix("curl -X GET") } == 1)
        #expect(trial.commands.count { $0.hasPrefix("curl -X PATCH") } == 1)
    }

    @Test func `is asked for in an API of one's own`() throws {
        let text = """
            { "version": 1, "sources": { "crm": { "preset": "none", "path": "/crm" } },
              "apis": { "own": { "base": "https://a.example", "auth": { "none": true }, "calls": {
                "get": { "method": "GET", "path": "/a/{id}", "fields": { "id": { "in": "path", "required": true } } },
                "put": { "method": "PUT", "path": "/a/{lead}", "fields": { "lead": { "in": "path", "required": true },
                    "state": { "in": "body" }, "by": { "in": "body" } },
                  "already": { "read": "get", "with": { "id": "lead" }, "unseen": ["by"],
                    "when": "read.state == request.body.state && request.path.lead == 'l1'" } } } } },
              "destinations": { "own": { "api": "own", "readBeforeWrite": true } },
              "routes": [{ "name": "all", "from": "crm", "on": "*", "send": [
                { "to": "own", "call": "put", "with": { "lead": "l1", "state": "x" } },
                { "to": "own", "call": "put", "name": "other", "with": { "lead": "l1", "by": "me" } }] }] }
            """
        let made = try RuleTable(text)
        #expect(made.findings == [])
        let sends = try #require(made.table.routes.first??.sends)
        let read = try #require(sends[0].priorRead)
        let asked = Asked(body: #"{"state": "x"}"#, path: ["lead": "l1"], read: #"{"state": "x"}"#)
        #expect(read.condition.holds(.json(200, "{}"), asked.context))
        #expect(sends[1].priorRead == nil)
    }
}
