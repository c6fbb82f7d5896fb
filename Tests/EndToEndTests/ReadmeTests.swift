import Foundation
import Testing

@Suite("The README, end to end", .timeLimit(.minutes(1)))
struct ReadmeTests {
    private func text() throws -> String {
        try String(contentsOf: BuiltProgram.repository.appending(path: "README.md"), encoding: .utf8)
    }

    /// What stands between two marks, where there are both.
    private func part(of text: String, from start: String, to end: String) throws -> String {
        let head = try #require(text.range(of: start), "README.md lacks \(start)")
        let tail = try #require(text.range(of: end, range: head.upperBound..<text.endIndex), "README.md lacks \(end)")
        return String(text[head.upperBound..<tail.lowerBound])
    }

    @Test func `its first example shows three requests and why`() throws {
        let block = try part(of: try text(), from: "<!-- run -->\n```sh\n", to: "\n```\n")
        let command = try #require(block.range(of: "swift run -c release leadrelay "))
        let outcome = try BuiltProgram.shell("cd \(BuiltProgram.repository.path); $P \(block[command.upperBound...])")
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        for part in ["3 requests", "PATCH https://octanist.com/api/leads", "✓ \"outreach status\": taken"] {
            #expect(outcome.output.contains(part))
        }
    }

    @Test func `its first example says why nothing is sent for another status`() throws {
        let text = try text()
        let block = try part(of: text, from: "<!-- run -->\n```sh\n", to: "\n```\n")
        let command = try #require(block.range(of: "swift run -c release leadrelay "))
        let changed = block[command.upperBound...].replacing("OPPORTUNITY", with: "DONE")
        let outcome = try BuiltProgram.shell("cd \(BuiltProgram.repository.path); $P \(changed)")
        let said = try part(of: text, from: "stands in the way:\n\n```text\n", to: "```\n")
        for line in said.split(separator: "\n") { #expect(outcome.output.contains(line), "\(outcome.output)") }
    }

    @Test func `each command that it shows for a file of one's own works`() throws {
        let block = try part(of: try text(), from: "<!-- commands -->\n```sh\n", to: "\n```\n")
        let event = """
            {"eventId": "evt_1", "eventType": "lead.updated", "timestamp": "2026-02-20T18:39:49.123Z", \
            "data": {"leadId": "lead_abc123", "newStatus": "OPPORTUNITY"}}
            """
        let lines = block.split(separator: "\n").map { "leadrelay() { $P \"$@\"; }; \($0)\necho \"status $?\"" }
        let outcome = try BuiltProgram.shell(
            """
            T=$(mktemp -d); cp $REPOSITORY/routes.json $T; cd $T; echo '\(event)' > event.json
            \(lines.joined(separator: "\n"))
            rm -r $T
            """
        )
        let statuses = outcome.output.split(separator: "\n").filter { $0.hasPrefix("status ") }
        // Two files that route differently differ: that is what `diff` was asked.
        #expect(statuses == lines.indices.map { lines[$0].contains("leadrelay diff") ? "status 1" : "status 0" })
        #expect(outcome.errors.isEmpty)
    }

    @Test func `each send that it shows is right, and is five lines long or so`() throws {
        let block = try part(of: try text(), from: "<!-- sends -->", to: "Any other API")
        let sends = block.split(separator: "```json\n").dropFirst().map { $0.split(separator: "```")[0] }
        #expect(sends.count == 4)
        for send in sends {
            #expect(send.split(separator: "\n").count <= 6)
            let file = routes.replacing("SEND", with: String(send))
            let outcome = try BuiltProgram.shell(
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

    @Test func `its example of an error is the error`() throws {
        let error = try part(of: try text(), from: "```text\nleadrelay: ", to: "```\n")
        let expression = try part(of: error, from: " | ", to: "\n")
        let outcome = try BuiltProgram.shell("$P eval --var 'data={}' \"\(expression)\"")
        #expect(outcome == BuiltProgram.Outcome(status: 1, output: "", errors: "leadrelay: " + error))
    }

    @Test func `its examples over an event have values`() throws {
        let block = try part(of: try text(), from: "```sh\ncat > event.json", to: "\nleadrelay eval --repl\n```")
        let script = "d=$(mktemp -d); cd $d; leadrelay() { $P \"$@\"; }; cat > event.json\(block)"
        let values = """
            true
            'none'
            {"value":["hot!"],"type":"list(string)"}
            19
            true
            50.10

            """
        #expect(
            try BuiltProgram.shell("\(script)\nstatus=$?; rm -r $d; exit $status")
                == BuiltProgram.Outcome(status: 0, output: values, errors: "")
        )
    }
}
