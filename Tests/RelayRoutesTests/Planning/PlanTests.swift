import CEL
import RelayCore
import RelayRoutes
import Testing

@Suite("Planning an event")
struct PlanTests {
    private static let send = #"{ "to": "endpoint", "call": "request", "with": { "body": {} } }"#

    private static func route(_ name: String, _ members: String = "", sends: [String] = [send]) -> String {
        #"{ "name": "\#(name)", "from": "crm", "on": "*"\#(members), "send": [\#(sends.joined(separator: ","))] }"#
    }

    private func plan(_ routes: [String], _ event: Event) throws -> Plan {
        try SmallTable(routes: routes).table.plan(event)
    }

    @Test(arguments: [
        ("", true), (#", "when": "true""#, true), (#", "when": "event.body.stage == 'won'""#, true),
        (#", "when": "event.body.stage == 'lost'""#, false), (#", "when": "event.body.stage in tables.label""#, true),
        (#", "when": "event.body.value > 100.0""#, true), (#", "when": "event.headers['x-kind'] == 'a'""#, true),
        (#", "when": "event.query.kind == 'b'""#, true), (#", "when": "event.lead == 'lead_1'""#, true),
        (#", "when": "event.type == 'deal.lost'""#, false), (#", "when": "event.source == 'crm'""#, true),
        (#", "when": "event.id.startsWith('evt')""#, true), (#", "when": "has(event.occurredAt)""#, false),
        (#", "when": "event.receivedAt > timestamp('2026-01-01T00:00:00Z')""#, true),
        (#", "when": "event['type'] == 'deal.won'""#, true), (#", "when": "tables['label']['lost'] == 'lost'""#, true),
    ])
    func `a route takes what its condition allows`(condition: String, isTaken: Bool) throws {
        let event = try SmallTable.event(
            #"{"stage":"won","value":100.5}"#,
            headers: ["x-kind": "a"],
            query: ["kind": "b"]
        )
        let plan = try plan([Self.route("only", condition)], event)
        #expect(plan.outcomes.map(\.result) == [isTaken ? .taken : .refused])
        #expect(plan.sends.count == (isTaken ? 1 : 0))
    }

    @Test func `a route that stops takes the event from those behind it`() throws {
        let routes = [
            Self.route("first", #", "when": "false", "stop": true"#), Self.route("second", #", "stop": true"#),
            Self.route("third"), Self.route("fourth"),
        ]
        let plan = try plan(routes, SmallTable.event())
        #expect(plan.outcomes.map(\.route) == [0, 1, 2, 3])
        #expect(plan.outcomes.map(\.result) == [.refused, .taken, .stopped(by: 1), .stopped(by: 1)])
        #expect(plan.sends.map(\.route) == [1])
    }

    @Test func `a condition that cannot be decided makes each send a dead letter, and stops nothing`() throws {
        let routes = [
            Self.route(
                "broken",
                #", "when": "event.body.stage == 'won'", "stop": true"#,
                sends: [Self.send, #"{ "to": "custom", "call": "request", "when": "false", "with": { "body": {} } }"#]
            ),
            Self.route("sound"),
        ]
        let plan = try plan(routes, SmallTable.event())
        #expect(plan.outcomes.count == 2)
        guard case .failed(let error) = try #require(plan.outcomes.first).result else {
            Issue.record("the condition reads what is not there")
            return
        }
        #expect(error.code == .noSuchKey)
        #expect(plan.sends.map(\.route) == [0, 0, 1])
        #expect(plan.sends.map(\.failure) == [error, error, nil])
    }

    @Test func `each send has a condition of its own`() throws {
        let sends = ["true", "false", "event.body.nothing == 1"].enumerated().map { number, condition in
            #"{ "name": "s\#(number)", "to": "endpoint", "call": "request", "when": "\#(condition)", "with": { "body": {} } }"#
        }
        let plan = try plan([Self.route("only", sends: sends)], SmallTable.event())
        #expect(plan.sends.map(\.send) == [0, 2])
        #expect(plan.sends.map { $0.failure?.code } == [nil, .noSuchKey])
    }

    @Test(arguments: [
        ("", "lead_1"), (#", "lead": "event.body.id""#, "b_7"), (#", "lead": "event.body.number""#, "42"),
        (#", "lead": "event.body.nothing""#, nil), (#", "lead": "event.body.empty""#, nil),
        (#", "lead": "event.body.?id""#, "b_7"), (#", "lead": "event.body.?nothing""#, nil),
        (#", "lead": "event.body""#, nil),
    ])
    func `a route may say what its deliveries are about`(member: String, lead: String?) throws {
        let event = try SmallTable.event(#"{"id":"b_7","number":42,"empty":""}"#)
        #expect(try plan([Self.route("only", member)], event).sends.map(\.lead) == [lead])
    }

    @Test func `an event that no route takes plans nothing`() throws {
        let plan = try plan([Self.route("only")], SmallTable.event(source: "shop"))
        #expect(plan.outcomes.isEmpty && plan.sends.isEmpty)
    }
}
