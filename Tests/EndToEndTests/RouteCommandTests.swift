import Foundation
import RelayTesting
import Testing

@Suite("Commands over a routes file, end to end", .timeLimit(.minutes(10)))
struct RouteCommandTests {
    /// Runs a script in a folder of its own that holds the example as routes.json.
    private func run(_ script: String) async throws -> BuiltProgram.Outcome {
        try await BuiltProgram.shell(
            "T=$(mktemp -d); cp $REPOSITORY/routes.json $T; cd $T\n\(script)\nstatus=$?; rm -r $T; exit $status"
        )
    }

    private static let event = """
        {"eventId": "evt_1", "eventType": "lead.updated", "timestamp": "2026-02-20T18:39:49.123Z", \
        "data": {"leadId": "lead_abc123", "previousStatus": "REPLY_RECEIVED", "newStatus": "OPPORTUNITY"}}
        """

    @Test func `check passes the example strictly though its variables are missing here`() async throws {
        let outcome = try await run("$P check --strict")
        #expect(outcome.status == 0)
        #expect(
            outcome.output.contains("warning missing-variable: the environment variable OCTANIST_API_KEY is not set")
        )
        #expect(outcome.output.contains("9 of 9 tests passed."))
    }

    @Test func `check --secrets fails where a variable is missing`() async throws {
        #expect(try await run("$P check --secrets").status == 1)
        let variables =
            "SENDPILOT_WEBHOOK_SECRET CRM_WEBHOOK_SECRET LEADTRACKR_API_KEY OCTANIST_API_KEY LEADPING_API_KEY"
        let script = "for v in \(variables) SENDPILOT_API_KEY; do export $v=x; done; $P check --secrets --strict"
        let outcome = try await run(script)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("0 errors, 0 warnings, 0 notes"))
    }

    @Test func `check finds the file by the environment and tells place, fact and remedy`() async throws {
        let script = "sed '0,/\"rate\"/s//\"rat\"/' routes.json > broken.json; LEADRELAY_CONFIG=broken.json $P check"
        let outcome = try await run(script)
        #expect(outcome.status == 1)
        let line =
            "broken.json:39:82: error unknown-key: unknown key \"rat\" in a destination at "
            + "\"/destinations/leadtrackr/rat\". Did you mean \"rate\"?"
        #expect(outcome.output.contains(line), "\(outcome.output)")
        #expect(outcome.output.contains("The tests were not run, because of the errors."))
    }

    @Test func `check --json is one object that says the same`() async throws {
        let outcome = try await run(
            "sed '0,/\"rate\"/s//\"rat\"/' routes.json > broken.json; $P check broken.json --json"
        )
        #expect(outcome.status == 1)
        let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(object["passed"] as? Bool == false)
        let problems = try #require(object["problems"] as? [[String: Any]])
        #expect(problems.contains { $0["code"] as? String == "unknown-key" && $0["line"] as? Int == 39 })
    }

    @Test func `a file that is not there, and one that is no JSON, are told in a line`() async throws {
        let missing = try await run("$P check nowhere.json")
        #expect(missing.status == 1)
        #expect(missing.errors.split(separator: "\n").count == 1)
        let outcome = try await run("echo '{ \"routes\": [ }' > broken.json; $P check broken.json")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("broken.json:1:15: error not-json: "))
    }

    @Test func `try needs a source where there are several, and knows those`() async throws {
        let unsaid = try await run("echo '\(Self.event)' | $P try -")
        #expect(unsaid.status == 2)
        #expect(unsaid.errors.contains("--from"))
        let unknown = try await run("echo '\(Self.event)' | $P try - --from sendpilt")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("Did you mean \"sendpilot\"?"))
    }

    @Test func `try shows requests without secrets, and commands that take them from their places`() async throws {
        let script = "export LEADTRACKR_API_KEY=hidden; echo '\(Self.event)' | $P try - --from sendpilot"
        let shown = try await run(script)
        #expect(shown.status == 0)
        #expect(shown.output.contains("X-API-Key: $LEADTRACKR_API_KEY"))
        #expect(shown.output.contains("needs the lookup \"lead\": GET https://api.sendpilot.ai/v1/leads/lead_abc123"))
        let commands = try await run(script + " --curl")
        #expect(commands.output.contains("-H 'X-API-Key: '\"$LEADTRACKR_API_KEY\""))
        #expect(!(shown.output + commands.output).contains("hidden"))
    }

    @Test(arguments: [
        ("--lookup 'leed={}'", "Did you mean \"lead\"?"), ("--record 'octanst={}'", "Did you mean \"octanist\"?"),
        ("--record 'octanist={'", "is not JSON"), ("--header 'a b: c'", "is no header"),
        ("--header 'a'", "has no colon"),
    ])
    func `try takes only what the file has a place for`(option: String, message: String) async throws {
        let outcome = try await run("echo '\(Self.event)' | $P try - --from sendpilot \(option)")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func `try --json is one object with requests and the explanation`() async throws {
        let outcome = try await run("echo '\(Self.event)' | $P try - --from sendpilot --json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let event = try #require((object["events"] as? [[String: Any]])?.first)
        #expect((event["sends"] as? [Any])?.count == 3)
        #expect(event["explanation"] is [String: Any])
    }

    @Test func `test runs what its filter names, and says what no test reaches`() async throws {
        let one = try await run("$P test opportunity")
        #expect(one.status == 0)
        #expect(one.output == "pass opportunity: three APIs\n1 test, all passed\n")
        #expect(try await run("$P test --coverage").output.contains("reached: routes 2/2 (1 switched off), sends 7/7"))
        #expect(try await run("$P test nothing-like-it").status == 1)
    }

    @Test func `a recorded test passes, and the rest of the file stays as it was`() async throws {
        let outcome = try await run(
            """
            echo '\(Self.event)' > event.json
            $P test --record event.json --from sendpilot --name recorded >/dev/null && $P test recorded \
            && diff <(grep -v recorded routes.json | head -180) <(head -180 $REPOSITORY/routes.json)
            """
        )
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains("pass recorded"))
    }

    @Test func `diff is quiet over equal files, and names what changes`() async throws {
        #expect(try await run("$P diff routes.json routes.json").status == 0)
        let outcome = try await run(
            "sed 's/\"qualified\"/\"won\"/' routes.json > new.json; $P diff routes.json new.json"
        )
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("octanist"))
    }

    @Test func `the schema is JSON and describes the whole file`() async throws {
        let outcome = try await run("$P schema")
        let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let properties = try #require(object["properties"] as? [String: Any])
        #expect(
            Set(["sources", "destinations", "apis", "tables", "lookups", "routes", "tests", "service"]).isSubset(
                of: properties.keys
            )
        )
    }
}
