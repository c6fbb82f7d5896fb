import CommandLineFrame
import Testing

@Suite("Running commands")
struct CommandTreeTests {
    private let tree = SampleTree.tree

    @Test func `nothing asked prints the overview as an error`() async {
        for words in [[], ["links"]] {
            let console = RecordedConsole()
            #expect(await tree.run(words.map { Array($0.utf8) }, console) == .usage)
            #expect(console.output.isEmpty)
            #expect(console.complaints.contains("Commands:"))
        }
    }

    @Test(arguments: [["--help"], ["-h"], ["help"], ["help", "--help"]])
    func `help for the program goes to the output`(words: [String]) async {
        let console = RecordedConsole()
        #expect(await tree.run(words.map { Array($0.utf8) }, console) == .success)
        #expect(console.output == HelpPage([tree.root]).text + "\n")
        #expect(console.complaints.isEmpty)
    }

    @Test(arguments: [
        ["links", "set", "--help"], ["links", "set", "north", "-h"], ["help", "links", "set"],
        ["links", "help", "set"],
        ["--help", "links", "set"], ["links", "--help", "set"],
    ])
    func `help for a command can be asked for in many ways`(words: [String]) async {
        let console = RecordedConsole()
        #expect(await tree.run(words.map { Array($0.utf8) }, console) == .success)
        #expect(console.output.hasPrefix("Set one link.\n\nUsage: sample links set SIDE VALUE\n"))
    }

    @Test func `the command's exit code is the program's`() async {
        #expect(await tree.outcome(of: "check", "a").code == .checkFailed)
        #expect(await tree.outcome(of: "links", "set", "north", "1").code == .unreachable)
        #expect(await tree.outcome(of: "eval", "1").code == .success)
    }

    @Test func `exit codes are what scripts know them by`() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 141])
    }

    private struct Mishap: Error, CustomStringConvertible {
        let description = "could not open 'x': No such file or directory"
    }

    private func failing(with error: any Error) -> CommandTree {
        let command = Command(name: "fail", summary: "Fail.", examples: ["sample fail"]) { _, console in
            try console.writeLine("so far so good")
            throw error
        }
        return CommandTree(
            root: Command(name: "sample", summary: "Fail.", examples: ["sample fail"], commands: [command])
        )
    }

    @Test func `an error is told in one line after what was said before it`() async {
        let outcome = await failing(with: Mishap()).outcome(of: "fail")
        #expect(outcome.code == .checkFailed)
        #expect(outcome.output == "so far so good\n")
        #expect(outcome.complaints == "sample: could not open 'x': No such file or directory\n")
    }

    @Test func `a command may find out later that its arguments are wrong`() async {
        let error = UsageError(.invalidValue, "\"{\" for --var is not JSON", remedy: "Write NAME=JSON.")
        let outcome = await failing(with: error).outcome(of: "fail")
        #expect(outcome.code == .usage)
        #expect(outcome.complaints == "sample: \"{\" for --var is not JSON. Write NAME=JSON.\n")
    }

    @Test func `a closed output ends the program without a word`() async {
        let console = RecordedConsole()
        console.isOutputClosed = true
        #expect(await failing(with: Mishap()).run([Array("fail".utf8)], console) == .outputClosed)
        #expect(console.complaints.isEmpty)
    }
}
