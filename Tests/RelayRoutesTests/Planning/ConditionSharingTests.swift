import CEL
import RelayCore
import RelayRoutes
import RelayTesting
import Testing

@Suite("Conditions that have paths and clauses in common")
struct ConditionSharingTests {
    private static let conditions = [
        "event.body.data.stage == 'won'",
        "event.body.data.stage == 'won' && event.body.data.value > 1.0",
        "event.body.data.?stage.orValue('') != event.body.data.old",
        "event.body.data.stage in tables.label",
        "has(event.body.data.stage) && event.body.data.stage == 'won'",
        "has(event.body.data) && event.body.data.old == event.body.data.stage",
        "event.body.data.value > 1.0 || event.body.data.stage == 'lost'",
        "event.body.data == {'stage': 'won'}",
        "event.body.data.stage.size() > 1 || event.body.data.old.size() > 1",
        "event.body.data.list.exists(event, event == event)",
        "event.body.data.list.all(x, x == event.body.data.stage)",
        "event.body.data.deep.deeper == event.body.data.stage",
        "event.body.data.deep.?deeper.orValue(1) == 1",
        "(event.body.data).stage == 'won'",
        "type(event.body.data.value) == int && event.body.data.stage == 'won'",
        "event.body.data.stage",
        "!event.body.data.flag",
        "event['body'].data.stage == event.body.data.stage",
    ]

    private static func table(_ conditions: some Sequence<String>) throws -> SmallTable {
        try SmallTable(
            routes: conditions.enumerated().map { number, condition in
                """
                { "name": "route \(number)", "from": "crm", "on": "*", "when": "\(condition)",
                  "send": [{ "to": "endpoint", "call": "request", "with": { "body": {} } }] }
                """
            }
        )
    }

    /// A body in which any of the paths may be missing, null, or of a type that nobody expects.
    private static func body(_ random: inout SeededRandom) -> String {
        func value() -> String {
            let values = [
                "null", "true", "false", "0", "1", "2.50", "-1e3", "\"\"", "\"won\"", "\"lost\"", "\"w\\u006fn\"", "[]",
                "[1,\"won\"]", "{}", "{\"deeper\":1}", "{\"deeper\":\"won\"}", "12345678901234567890",
            ]
            return random.element(of: values) ?? "null"
        }
        guard !random.chance(1, outOf: 12) else { return #"{"data":\#(value())}"# }
        let names = ["stage", "old", "value", "list", "deep", "flag"].filter { _ in random.chance(3, outOf: 4) }
        return #"{"data":{\#(names.map { "\"\($0)\":\(value())" }.joined(separator: ","))}}"#
    }

    @Test(arguments: Seeds.first(40))
    func `give the same as each of them alone`(seed: UInt64) throws {
        let together = try Self.table(Self.conditions)
        let alone = try Self.conditions.map { try Self.table([$0]) }
        var random = SeededRandom(seed: seed)
        for _ in 0..<25 {
            let text = Self.body(&random)
            let event = try SmallTable.event(text)
            let shared = together.table.plan(event)
            #expect(
                shared.outcomes.map(\.result) == alone.flatMap { $0.table.plan(event).outcomes.map(\.result) },
                "\(text)"
            )
            #expect(
                shared.sends.map(\.failure) == alone.flatMap { $0.table.plan(event).sends.map(\.failure) },
                "\(text)"
            )
        }
    }

    @Test func `may read more paths than can be shared`() throws {
        let conditions = (0..<150).flatMap { number in
            ["event.body.p\(number) == 1", "event.body.p\(number) == 2", "event.body.p\(number) != 1"]
        }
        let plan = try Self.table(conditions).table.plan(try SmallTable.event(#"{"p3":1,"p149":2}"#))
        let decided = plan.outcomes.filter { if case .failed = $0.result { false } else { true } }
        #expect(decided.map(\.route) == [9, 10, 11, 447, 448, 449])
        #expect(decided.map { $0.result == .taken } == [true, false, false, false, true, true])
    }
}
