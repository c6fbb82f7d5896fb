import Foundation
import RelayTesting
import Testing

@Suite("The README, end to end", .timeLimit(.minutes(10)))
struct ReadmeTests {
    private let readme: ReadmeText

    init() throws { readme = try ReadmeText() }

    @Test func `every block is held to something`() {
        let marks = [
            "run", "story", "try", "unmatched", "walk", "commands", "sends", "sends", "sends", "sends", "container",
            "compose", "unit",
            "destinations", "dead", "repair", "again", "eval", "error", "batch", "completion", "tests",
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

    @Test func `each send that it shows is right, and is five lines long or so`() async throws {
        let sends = readme.blocks.filter { $0.mark == "sends" }.map(\.text)
        #expect(sends.count == 4)
        for send in sends {
            #expect(send.split(separator: "\n").count <= 6)
            let file = routes.replacing("SEND", with: send)
            let outcome = try await BuiltProgram.shell(
                "T=$(mktemp -d)\ncat > $T/routes.json <<'FILE'\n\(file)\nFILE\n$P check $T/routes.json --json; status=$?; rm -r $T; exit $status"
            )
            #expect(outcome.status == 0, "\(outcome.output)")
            #expect(outcome.output.contains("\"errors\":0"))
        }
    }

    /// A file with all that a send may speak of.
    private var routes: String {
        """
        { "sources": { "sendpilot": { "preset": "sendpilot", "secrets": [{ "env": "S" }] } },
          "destinations": { "leadtrackr": { "api": "leadtrackr", "key": { "env": "S" } },
                            "octanist": { "api": "octanist", "key": { "env": "S" } },
                            "leadping": { "api": "leadping", "key": { "env": "S" } },
                            "sendpilot": { "api": "sendpilot", "key": { "env": "S" }, "echoes": "sendpilot" } },
          "tables": { "label": { "OPPORTUNITY": "lost" }, "octanist": { "OPPORTUNITY": "qualified" },
                      "leadpingLead": { "lead_1": "5f0c2a" }, "category": { "OPPORTUNITY": "Qualified" } },
          "lookups": { "lead": { "destination": "sendpilot", "call": "getLead", "with": { "id": "{{ event.lead }}" } } },
          "routes": [{ "name": "one", "from": "sendpilot", "on": "lead.updated", "send": [SEND] }] }
        """
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
