import Foundation
import RelayTesting
import Testing

@Suite("leadrelay fmt, end to end", .timeLimit(.minutes(10)))
struct FormattingTests {
    private typealias Outcome = BuiltProgram.Outcome

    @Test func `the repository's own file is canonical`() async throws {
        let outcome = try await BuiltProgram.shell("cd $REPOSITORY && $P fmt --check && $P fmt | cmp - routes.json")
        #expect(outcome == Outcome(status: 0, output: "", errors: ""))
    }

    @Test func `a file is told of, then written, then left alone`() async throws {
        let line = """
            cd $(mktemp -d) && echo '{"tests": [], "version": 1}' > routes.json
            $P fmt --check; echo "exit $?"; $P fmt --check --json; $P fmt --write; $P fmt --write; cat routes.json; ls -A
            """
        #expect(
            try await BuiltProgram.shell(line).output == """
                routes.json:1: not in the canonical form. Run: leadrelay fmt --write
                exit 1
                {"file":"routes.json","canonical":false,"line":1}
                routes.json: written in the canonical form
                routes.json: canonical already
                { "version": 1, "tests": [] }
                routes.json

                """
        )
    }

    @Test func `what is no JSON is told with its place and not touched`() async throws {
        let outcome = try await BuiltProgram.shell(
            "cd $(mktemp -d) && printf '{\"version\": 1,\\n}' > a.json; $P fmt --write a.json; echo $?; cat a.json"
        )
        #expect(outcome.output == "1\n{\"version\": 1,\n}")
        #expect(outcome.errors.hasPrefix("leadrelay: a.json:2:1: "))
    }

    private static let isUnderThreadSanitizer = ProcessInfo.processInfo.environment["RELAY_SANITIZER"] == "thread"

    @Test(.enabled(if: !isUnderThreadSanitizer, "the thread sanitizer keeps memory in files, which the limit cuts"))
    func `a disk that takes no more leaves the file as it was`() async throws {
        // The limit on a file's size stands in for a full disk: it too ends the writing in the middle.
        let line = """
            cd $(mktemp -d) && { echo '['; seq -s, 1 4000; echo ']'; } > a.json && cp a.json b.json
            (trap '' XFSZ; ulimit -f 4; $P fmt --write a.json); echo "exit $?"; cmp a.json b.json; ls -A
            """
        let outcome = try await BuiltProgram.shell(line)
        #expect(outcome.output == "exit 1\na.json\nb.json\n")
        #expect(outcome.errors.hasSuffix(": file too large\n"))
    }

    @Test(arguments: [
        ("--write --check", "\"--check\" and \"--write\" cannot stand together. Leave one out."),
        ("--json", "\"--json\" says whether the file is canonical. Write \"--check\" too."),
    ])
    func `options that make no sense together are refused`(options: String, complaint: String) async throws {
        #expect(
            try await BuiltProgram.shell("$P fmt \(options)")
                == Outcome(status: 2, output: "", errors: "leadrelay: \(complaint)\n")
        )
    }
}
