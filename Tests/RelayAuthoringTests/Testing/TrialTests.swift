import JSON
import RelayAuthoring
import RelayRoutes
import RelayTesting
import Testing

@Suite("A trial")
struct TrialTests {
    private static func trial(_ sample: SampleEvent, on table: RouteTable) throws -> Trial {
        Trial(try #require(Rehearsal(of: sample, on: table)), on: table)
    }

    private static func firstSend(of trial: Trial) throws -> JSONValue {
        let pointer = JSONPointer(tokens: ["events", "0", "sends", "0"])
        return try #require(json(trial.json)[pointer])
    }

    @Test func `prints no command that would write a change without its record`() throws {
        let trial = try Self.trial(MergingTable.sample(), on: MergingTable.make())
        let commands = trial.commands
        #expect(commands.count { $0.hasPrefix("curl -X GET 'https://books.example/leads/l1'") } == 1)
        #expect(!commands.contains { $0.hasPrefix("curl -X PUT") })
        let remark = #"# then a PUT with the whole record and these changes laid over it: {"status": "won"}"#
        #expect(commands.contains(remark), "\(commands)")
        #expect(trial.lines.contains { $0.contains("give the record: --record 'books={…}'") })
        let send = try Self.firstSend(of: trial)
        #expect(send["partial"]?.bool == true)
        #expect(send["mode"]?.string == "live")
    }

    @Test func `knows of a lookup that cannot be asked, also where its answer is given`() throws {
        let send = #"{ "to": "books", "call": "update", "with": { "id": "1", "status": "{{ lookup.lead.s }}" } }"#
        let table = try TestedTable.make(routes: TestedTable.route(send))
        let sample = SampleEvent(
            label: "it",
            source: "crm",
            body: try json(#"{ "type": "deal" }"#),
            lookups: ["lead": try json(#"{ "s": "x" }"#)]
        )
        let made = try Self.firstSend(of: Self.trial(sample, on: table))
        #expect(made["field"]?.string == "lookup.lead")
        #expect(made["deadLetter"]?.string?.hasPrefix("id: ") == true)
    }

    @Test(arguments: [
        (
            #""if": "lookup.lead.s == 'y'""#,
            #"skipped by its "if": s of the lookup "lead" is "x", but the send wants "y""#, #"saw lookup.lead.s = "x""#
        ),
        (#""if": "event.body.gone > 1""#, "a dead letter: if: ", "saw event.body.gone = absent"),
        (#""when": "event.body.gone > 1""#, "a dead letter: when: ", "saw event.body.gone = absent"),
    ])
    func `says in words why a condition keeps a send back`(condition: String, reason: String, sight: String) throws {
        let send =
            #"{ "to": "books", "call": "update", \#(condition), "with": { "id": "1", "status": "{{ lookup.lead.s }}" } }"#
        let table = try TestedTable.make(routes: TestedTable.route(send))
        let body = try json(#"{ "type": "deal", "lead": "l1" }"#)
        let lookups = ["lead": try json(#"{ "s": "x" }"#)]
        let trial = try Self.trial(SampleEvent(label: "it", source: "crm", body: body, lookups: lookups), on: table)
        let lines = trial.lines.prefix(8)
        #expect(lines.contains { $0.hasPrefix("    \(reason)") && !$0.contains("no such key") }, "\(lines)")
        #expect(lines.contains("    \(sight)"), "\(lines)")
        let made = try Self.firstSend(of: trial)
        #expect(made["sentence"]?.string?.isEmpty == false)
        #expect(made["clause"]?["saw"]?.count == 1)
    }

    @Test func `shows the whole write where the record is given`() throws {
        let record = try json(#"{"id": "l1", "name": "A", "tags": [{"id": "t1"}]}"#)
        let trial = try Self.trial(MergingTable.sample(records: ["books": record]), on: MergingTable.make())
        let write = try #require(trial.commands.first { $0.hasPrefix("curl -X PUT") })
        #expect(write.contains(#""name": "A""#) && write.contains(#""tagIds":["t1"]"#), "\(write)")
        #expect(!trial.lines.contains { $0.contains("--record") })
        #expect(try Self.firstSend(of: trial)["partial"] == nil)
    }
}
