import Foundation
import RelayTesting
import Testing

@Suite("Sending a trial, end to end", .timeLimit(.minutes(10)))
struct SendCommandTests {
    /// Runs lines of bash beside a relay that takes any port, whose address is `$ADDRESS` and whose data is `$D`; its
    /// exit code is the last line.
    private func beside(_ lines: String, routes: String = Self.routes) async throws -> BuiltProgram.Outcome {
        try await BuiltProgram.shell(
            """
            D=$(mktemp -d); cd $D; export S=whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY= OTHER=other
            cat > routes.json <<'FILE'
            \(routes)
            FILE
            : > log; $P run --listen 127.0.0.1:0 --data $D/data --log json 2> log & RELAY=$!
            # The relay writes this line when it listens; where it ends without, the pipe ends too.
            ADDRESS=$(tail -n +1 -f --pid=$RELAY log | sed -n '/"listening"/{s/.*"address":"\\([^"]*\\)".*/\\1/p;q}')
            \(lines)
            kill -TERM $RELAY; wait $RELAY; echo "relay $?"; rm -r $D
            """
        )
    }

    private static let routes = """
        { "sources": { "sendpilot": { "preset": "sendpilot", "secrets": [{ "env": "S" }] },
                       "mine": { "preset": "github", "path": "/in/here", "secrets": [{ "env": "S" }] } } }
        """

    @Test func `a sample of each way to sign is taken once, and then known again`() async throws {
        let outcome = try await beside(
            """
            $P send --source sendpilot --to http://$ADDRESS; echo $?
            $P send --preset sendpilot --scheme 2 --secret-env S --to http://$ADDRESS/hooks/sendpilot --json; echo $?
            $P events list --data data --json
            """
        )
        let lines = outcome.output.split(separator: "\n")
        try #require(lines.count == 6, "\(outcome)")
        #expect(lines[0].hasPrefix(#"200 {"id":"ev_"#) && lines[0].hasSuffix(#","deliveries":0}"#))
        #expect(lines[2] == #"{"status":200,"body":\#(lines[0].dropFirst(4))}"#)
        #expect(lines[1] == "0" && lines[3] == "0" && lines[5] == "relay 0")
        #expect(lines[4].split(separator: #""type":"#).count == 2, "one event: \(lines[4])")
    }

    @Test func `a file goes to the path of its source, and another's secret is refused`() async throws {
        let outcome = try await beside(
            """
            echo '{"action":"opened"}' > e.json
            $P send e.json --source mine -H 'X-GitHub-Delivery: 1' -H 'X-GitHub-Event: issues' --to http://$ADDRESS/
            $P send e.json --source mine --secret-env OTHER --to http://$ADDRESS; echo $?
            $P send e.json --source mine --to http://$ADDRESS/nowhere; echo $?
            """
        )
        let lines = outcome.output.split(separator: "\n")
        try #require(lines.count == 6, "\(outcome)")
        #expect(lines[0].hasPrefix(#"200 {"id""#))
        #expect(lines[1] == #"401 {"error":"not authorized"}"# && lines[2] == "1")
        #expect(lines[3].hasPrefix("404 ") && lines[4] == "1")
    }

    @Test func `where the routes file says where it listens, nobody has to say it again`() async throws {
        let outcome = try await beside(
            """
            sed 's/{ "sources"/{ "service": { "listen": "'$ADDRESS'" }, "sources"/' routes.json > told.json
            $P send --source sendpilot --config told.json; echo $?
            """
        )
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix(#"200 {"id":"ev_"#) == true && lines.dropFirst().first == "0", "\(outcome)")
    }

    @Test func `where nobody listens, the exit code is 3`() async throws {
        let outcome = try await BuiltProgram.shell("S=s $P send --preset github --secret-env S --to http://127.0.0.1:1")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("connect-refused. Does the relay run there? Start it with: leadrelay run"))
    }

    @Test(arguments: [
        ("--preset leadping --secret-env HOME", "No sample of this sender's events is known."),
        ("--preset github --secret-env HOME --to 127.0.0.1", "Write it as http://127.0.0.1:8080."),
        ("--preset github", "Say --secret-env VARIABLE or --secret-file FILE."), ("", "Say --preset NAME"),
    ])
    func `a wrong command line says what to do`(arguments: String, remedy: String) async throws {
        let outcome = try await BuiltProgram.shell("HOME=/h $P send \(arguments)")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(remedy), "\(outcome.errors)")
    }
}
