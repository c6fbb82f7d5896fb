import Foundation
import RelayTesting
import Testing

@Suite("leadrelay init, end to end", .timeLimit(.minutes(10)))
struct StartingTests {
    private typealias Outcome = BuiltProgram.Outcome

    @Test func `a start is written, checked, and not overwritten`() async throws {
        let line = """
            cd $(mktemp -d) && $P init && $P check > found; echo "exit $?"; grep -c documentation-value found
            $P fmt --check && cp routes.json old; $P init; echo "exit $?"; cmp old routes.json; ls -A
            """
        let outcome = try await BuiltProgram.shell(line)
        #expect(
            outcome.output == """
                routes.json: written. What to do next:
                  1. Set these variables where leadrelay runs: SENDPILOT_WEBHOOK_SECRET, LEADTRACKR_API_KEY, OCTANIST_API_KEY
                  2. Put your own ids where this points at: leadrelay check
                  3. See what becomes of an event: leadrelay try --help
                exit 0
                2
                exit 1
                found
                old
                routes.json

                """
        )
        #expect(outcome.errors == "leadrelay: routes.json is there already. Name another file, or remove that one.\n")
    }

    @Test(arguments: [
        ("--to leadtrakr", #""leadtrakr" for "--to" is not known. Did you mean "leadtrackr"?"#),
        ("--from qqqqqq", #""qqqqqq" for "--from" is not known. See: leadrelay api presets"#),
        ("--from stripe,", #""" for "--from" is not known. See: leadrelay api presets"#),
    ])
    func `what is not known is refused, and nothing written`(options: String, complaint: String) async throws {
        let outcome = try await BuiltProgram.shell("cd $(mktemp -d) && $P init \(options); echo $?; ls -A")
        #expect(outcome == Outcome(status: 0, output: "2\n", errors: "leadrelay: \(complaint)\n"))
    }

    @Test func `an API that a routes file describes is shown`() async throws {
        let line = """
            cd $(mktemp -d) && echo '{"apis": {"mine": {"calls": {"ping": {"method": "GET", "path": "/ping"}}}}}' > a.json
            $P api show mine.ping --config a.json | head -1; cp a.json routes.json; $P api show mine.ping | head -1
            echo '{' > a.json; $P api list --config a.json
            """
        let outcome = try await BuiltProgram.shell(line)
        #expect(outcome.status == 1)
        #expect(outcome.output == "mine.ping: GET /ping (reads)\nmine.ping: GET /ping (reads)\n")
        #expect(outcome.errors.hasPrefix("leadrelay: a.json:2:1: "))
    }
}
