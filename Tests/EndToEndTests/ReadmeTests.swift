import Foundation
import RelayTesting
import Testing

@Suite("The README, end to end", .timeLimit(.minutes(10)))
struct ReadmeTests {
    private let readme: ReadmeText

    init() throws { readme = try ReadmeText() }

    @Test func `every block is held to something`() {
        let marks = [
            "run", "story", "try", "unmatched",
            "examples", "examples", "examples", "examples", "examples",
            "commands", "walk", "container", "compose", "unit",
            "destinations", "dead", "repair", "again",
            "bench", "eval", "error", "batch", "completion",
            "tests", "work",
        ]
        #expect(readme.blocks.map(\.mark) == marks)
    }

    @Test func `its first command shows what it says that it shows`() async throws {
        let block = try readme.block("run")
        let command = String(block[try #require(block.range(of: "leadrelay demo")).lowerBound...])
        let outcome = try await ReadmeText.run(command)
        #expect(outcome.status == 0, "\(outcome)")
        // Times and ids are others each time.
        func words(_ text: some StringProtocol) -> [Substring] {
            Substring(text).replacing(/[0-9.]+ ms/, with: "").split(whereSeparator: \.isWhitespace)
                .filter { !$0.contains("ev_") }
        }
        let shown = words(try readme.block("story")), told = words(outcome.output)
        #expect(told.indices.contains { told[$0...].starts(with: shown) }, "\(outcome)")
    }

    @Test func `its example of an event shows three requests and why`() async throws {
        let outcome = try await ReadmeText.run(try readme.block("try"))
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        for part in ["3 requests", "PATCH https://octanist.com/api/leads", "✓ \"outreach status\": taken"] {
            #expect(outcome.output.contains(part))
        }
    }

    @Test func `its example says why nothing is sent for another status`() async throws {
        let outcome = try await ReadmeText.run(readme.block("try").replacing("OPPORTUNITY", with: "DONE"))
        let said = try readme.block("unmatched")
        for line in said.split(separator: "\n") { #expect(outcome.output.contains(line), "\(outcome.output)") }
    }

    @Test func `each command that it shows for a file of one's own works`() async throws {
        let block = try readme.block("commands")
        let event = """
            {"eventId": "evt_1", "eventType": "lead.updated", "timestamp": "2026-02-20T18:39:49.123Z", \
            "data": {"leadId": "lead_abc123", "newStatus": "OPPORTUNITY"}}
            """
        let lines = block.split(separator: "\n").map { "\($0)\necho \"status $?\"" }
        let outcome = try await ReadmeText.run(lines.joined(separator: "\n"), before: "echo '\(event)' > event.json")
        let statuses = outcome.output.split(separator: "\n").filter { $0.hasPrefix("status ") }
        // Two files that route differently differ: that is what `diff` was asked.
        #expect(statuses == lines.indices.map { lines[$0].contains("leadrelay diff") ? "status 1" : "status 0" })
        #expect(outcome.errors.isEmpty)
    }

    @Test func `each of its five examples is a whole file that passes its check and its test`() async throws {
        let examples = readme.blocks.filter { $0.mark == "examples" }.map(\.text)
        #expect(examples.count == 5)
        for example in examples {
            let outcome = try await ReadmeText.run("leadrelay check --strict && leadrelay test", before: files(example))
            #expect(outcome.status == 0 && outcome.output.contains("1 test, all passed"), "\(outcome)")
        }
    }

    @Test func `its examples write to each of the APIs, in a few lines for each`() throws {
        let examples = readme.blocks.filter { $0.mark == "examples" }.map(\.text)
        var written: Set<String> = []
        for example in examples {
            #expect(example.split(separator: "\n").count <= 45)
            let file = try #require(JSONSerialization.jsonObject(with: Data(example.utf8)) as? [String: Any])
            let destinations = try #require(file["destinations"] as? [String: [String: Any]])
            let sends = (file["routes"] as? [[String: Any]] ?? []).flatMap { $0["send"] as? [[String: Any]] ?? [] }
            for send in sends {
                let destination = destinations[send["to"] as? String ?? ""]
                written.insert(try #require(destination?["api"] as? String))
            }
        }
        #expect(written == ["http", "leadping", "leadtrackr", "octanist", "sendpilot"])
    }

    /// Puts an example where the routes file is, and beside it the file of ids that one of them names.
    private func files(_ example: String) -> String {
        """
        cat > routes.json <<'FILE'
        \(example)
        FILE
        printf 'crm,octanist,leadping\\n17,oct_9,5f0c2a\\n' > ids.csv
        """
    }

    @Test func `its command for figures writes figures`() async throws {
        let few = "--quick --events 200 --backlog 200 --connections 8"
        let command = try readme.block("bench").replacing("--json", with: "--json \(few)")
        let outcome = try await ReadmeText.run("\(command)\npython3 -m json.tool < bench.json")
        #expect(outcome.status == 0 && outcome.output.contains("accepted"), "\(outcome)")
    }

    @Test func `its example of an error is the error`() async throws {
        let error = try readme.block("error")
        let expression = try #require(error.split(separator: "\n").dropFirst().first).dropFirst(" | ".count)
        let outcome = try await BuiltProgram.shell("$P eval --var 'data={}' \"\(expression)\"")
        #expect(outcome == BuiltProgram.Outcome(status: 1, output: "", errors: error + "\n"))
    }

    @Test func `its examples over an event have values`() async throws {
        let block = try readme.block("eval").replacing("leadrelay eval --repl", with: "true")
        let values = """
            true
            'none'
            {"value":["hot!"],"type":"list(string)"}
            19
            true
            50.10

            """
        #expect(try await ReadmeText.run(block) == BuiltProgram.Outcome(status: 0, output: values, errors: ""))
    }

    @Test func `its line for programs is answered`() async throws {
        let outcome = try await ReadmeText.run(try readme.block("batch"))
        #expect(outcome.status == 0 && outcome.output.contains(#"{"int":"42"}"#), "\(outcome)")
    }

    @Test func `its line for bash completes`() async throws {
        let line = try #require(try readme.block("completion").split(separator: "\n").first)
        let outcome = try await ReadmeText.run("\(line)\ncomplete -p leadrelay")
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
    }
}
