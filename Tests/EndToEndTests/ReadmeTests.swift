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

    @Test func `its first example prints what it says`() throws {
        let text = try text()
        let block = try part(of: text, from: "<!-- run -->\n```sh\n", to: "\n```\n")
        let command = try #require(block.range(of: "swift run -c release leadrelay eval "))
        let printed = try part(of: text, from: "\nIt prints `", to: "`")
        #expect(
            try BuiltProgram.shell("$P eval \(block[command.upperBound...])")
                == BuiltProgram.Outcome(status: 0, output: printed + "\n", errors: "")
        )
    }

    @Test func `its example of an error is the error`() throws {
        let error = try part(of: try text(), from: "```text\n", to: "```\n")
        let expression = try part(of: error, from: " | ", to: "\n")
        let outcome = try BuiltProgram.shell("$P eval --var 'data={}' \"\(expression)\"")
        #expect(outcome == BuiltProgram.Outcome(status: 1, output: "", errors: error))
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
