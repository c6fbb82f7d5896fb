import Foundation
import RelayTesting
import Testing

@Suite("leadrelay links, end to end", .timeLimit(.minutes(10)))
struct LinksTests {
    private typealias Outcome = BuiltProgram.Outcome

    /// A folder with a routes file that names a table in a file, which is not there yet.
    private func shell(_ line: String) async throws -> Outcome {
        let routes = #"""
            { "version": 1,
              "sources": { "crm": { "signature": { "scheme": "none" }, "lead": "body.lead", "batch": true } },
              "tables": {
                "ids": { "file": "data/ids.csv", "key": "sendpilot", "value": "octanist" },
                "words": { "won": "sold" } } }
            """#
        return try await BuiltProgram.shell(
            """
            cd $(mktemp -d) && mkdir data && cat > routes.json <<'END'
            \(routes)
            END
            \(line)
            """
        )
    }

    @Test func `the first entry makes the file, with its header`() async throws {
        let outcome = try await shell("$P links set ids lead_1 oct_1; cat data/ids.csv; ls -A data")
        #expect(outcome.errors.isEmpty)
        #expect(
            outcome.output == """
                data/ids.csv: 1 added, 0 changed, 0 unchanged; written
                sendpilot,octanist
                lead_1,oct_1
                ids.csv

                """
        )
    }

    @Test func `an import tells what is new, and leaves the rest of the file alone`() async throws {
        let line = """
            printf 'note;octanist;sendpilot\\r\\n"a;b";oct_1;lead_1\\r\\n' > data/ids.csv
            printf 'id,external,name\\noct_1,lead_1,Jo\\noct_2,lead_2,Al\\n' > export.csv
            $P links import ids export.csv --key external --value id --dry-run; cat data/ids.csv | wc -l
            $P links import ids export.csv --key external --value id --json; cat data/ids.csv
            $P links import ids export.csv --key external --value id
            """
        #expect(
            try await shell(line).output == """
                data/ids.csv: 1 added, 0 changed, 1 unchanged; not written
                2
                {"file":"data/ids.csv","written":true,"added":["lead_2"],"changed":[],"unchanged":1}
                note;octanist;sendpilot\r
                "a;b";oct_1;lead_1\r
                ;oct_2;lead_2\r
                data/ids.csv: 0 added, 0 changed, 2 unchanged; as it was

                """
        )
    }

    @Test func `another id is shown and refused, and taken only when told so`() async throws {
        let line = """
            $P links set ids lead_1 oct_1 > /dev/null; $P links set ids lead_1 oct_2; echo "exit $?"; tail -1 data/ids.csv
            $P links set ids lead_1 oct_2 --overwrite; tail -1 data/ids.csv
            """
        let outcome = try await shell(line)
        #expect(
            outcome.output == """
                  "lead_1": "oct_1" → "oct_2"
                data/ids.csv: 0 added, 1 changed, 0 unchanged; refused
                exit 1
                lead_1,oct_1
                  "lead_1": "oct_1" → "oct_2"
                data/ids.csv: 0 added, 1 changed, 0 unchanged; written
                lead_1,oct_2

                """
        )
        let fact = "data/ids.csv: a key has another id already, and nothing was written."
        #expect(outcome.errors == "leadrelay: \(fact) Correct the new ids, or give --overwrite.\n")
    }

    @Test(arguments: [
        ("set word a b", #"routes.json: there is no table "word". Did you mean "words"?"#),
        ("set ids ' a' b", "data/ids.csv: the key begins or ends with a blank or a mark that is not seen. Remove it."),
        ("import ids none.csv", "could not open 'none.csv': no such file or directory"),
        ("import ids data/x.csv", #"data/x.csv: line 1: there is no column "sendpilot". The columns are "a", "b"."#),
        ("import ids data/y.csv", "data/y.csv: lines 2 and 3: one key has two values. Keep the one that is right."),
        ("set ids a b --config x.json", "could not open 'x.json': no such file or directory"),
        ("missing ids --events data/e.jsonl", #"data/e.jsonl: line 1: there is no source "crms". Did you mean "crm"?"#),
        (
            "missing ids --events data/x.csv",
            "data/x.csv:1:1: this cannot begin a value. A value is {, [, a string, a number, true, false or null."
        ),
    ])
    func `what cannot be done is told with its remedy, and nothing written`(words: String, complaint: String)
        async throws
    {
        let line = """
            printf 'a,b\\n1,2\\n' > data/x.csv; printf 'sendpilot,octanist\\na,1\\na,2\\n' > data/y.csv
            echo '{"source": "crms", "body": {}}' > data/e.jsonl
            $P links \(words); echo $?; ls -A data
            """
        let outcome = try await shell(line)
        #expect(outcome.output == "1\ne.jsonl\nx.csv\ny.csv\n")
        #expect(outcome.errors == "leadrelay: \(complaint)\n")
    }

    @Test func `an inline table is told how to move into a file`() async throws {
        let outcome = try await shell("$P links set words lost gone")
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix(#"leadrelay: routes.json:5:14: the table "words" stands in the routes file"#))
        #expect(outcome.errors.contains(#""words": { "file": "words.csv", "key": "key", "value": "value" }"#))
    }

    @Test func `leads that have no entry are counted`() async throws {
        let line = """
            $P links set ids lead_1 oct_1 > /dev/null
            cat > events.jsonl <<'END'
            {"source": "crm", "body": {"lead": "lead_1"}}
            {"source": "crm", "body": [{"lead": "lead_2"}, {"lead": "lead_3"}]}

            {"source": "crm", "body": {"lead": "lead_3"}}
            {"source": "crm", "body": {}}
            END
            $P links missing ids --events events.jsonl; echo "exit $?"
            $P links missing ids --events events.jsonl --json
            $P links set ids lead_2 a > /dev/null; $P links set ids lead_3 b > /dev/null
            $P links missing ids --events events.jsonl; echo "exit $?"
            """
        #expect(
            try await shell(line).output == """
                2  "lead_3" of crm
                1  "lead_2" of crm
                2 leads missing in 5 events, 1 of them about no lead
                exit 1
                {"events":5,"withoutLead":1,"missing":[{"lead":"lead_3","source":"crm","count":2},\
                {"lead":"lead_2","source":"crm","count":1}]}
                0 leads missing in 5 events, 1 of them about no lead
                exit 0

                """
        )
    }

    @Test func `events must be given`() async throws {
        let complaint = #"leadrelay: "links missing" needs the events. Give them: "--events FILE"."#
        #expect(try await shell("$P links missing ids") == Outcome(status: 2, output: "", errors: complaint + "\n"))
    }
}
