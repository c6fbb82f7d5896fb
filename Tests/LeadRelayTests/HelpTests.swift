import CommandLineFrame
import Testing
import leadrelay

@Suite("Help")
struct HelpTests {
    static let trees = [LeadRelay.tree, SampleTree.tree]

    @Test(arguments: trees)
    func `every command's help has usage, options, examples and exit codes`(tree: CommandTree) {
        for path in tree.paths {
            let help = HelpPage(path).text
            let name = path.map(\.name).joined(separator: " ")
            for part in ["Usage: \(name)", "\nOptions:\n", "\nExamples:\n", "\nExit codes:\n", "--help"] {
                #expect(help.contains(part), "\(name)")
            }
        }
    }

    @Test(arguments: trees)
    func `every option, argument, choice and exit code is in its command's help`(tree: CommandTree) {
        for path in tree.paths {
            let help = HelpPage(path).text
            let command = path[path.count - 1]
            for option in command.options {
                #expect(help.contains(option.name + (option.value.map { " \($0.name)" } ?? "")))
                #expect(option.short.map(help.contains) ?? true)
            }
            for value in command.options.compactMap(\.value) + command.positionals.map(\.value) {
                #expect(help.contains(value.name))
                if case .choice(let choices, _) = value { #expect(choices.allSatisfy(help.contains)) }
            }
            #expect(command.exitCodes.allSatisfy { help.contains("  \($0.rawValue)  \($0.meaning)") })
            let unwrapped = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(command.commands.allSatisfy { unwrapped.contains("\($0.name) \($0.summary)") })
            #expect(command.commands.flatMap(\.aliases).allSatisfy(help.contains))
        }
    }

    @Test(arguments: trees)
    func `every example is in the help and is a right command line`(tree: CommandTree) async throws {
        for path in tree.paths {
            let help = HelpPage(path).text
            for example in path[path.count - 1].examples {
                #expect(help.contains(example))
                let words = try await Shell.arguments(of: tree.root.name, in: example)
                #expect(!words.isEmpty, "\(example) does not call the program")
                guard case .run(_, let invocation) = try tree.request(words) else {
                    Issue.record("\(example) does not run a command")
                    continue
                }
                #expect(invocation.path.starts(with: path.dropFirst().map(\.name)), "it shows another command")
            }
        }
    }

    @Test(arguments: trees)
    func `no line of any help is wider than 80 columns`(tree: CommandTree) {
        for path in tree.paths {
            for line in HelpPage(path).text.split(separator: "\n") {
                #expect(line.count <= 80, "\(line)")
                #expect(line.last != " ", "\(line)")
            }
        }
    }

    @Test(arguments: trees)
    func `every sentence of help is one`(tree: CommandTree) {
        for path in tree.paths {
            let command = path[path.count - 1]
            let sentences = [command.summary] + command.options.map(\.help) + command.positionals.map(\.help)
            for sentence in sentences {
                #expect(sentence.first?.isUppercase == true && sentence.last == ".", "\(sentence)")
            }
        }
    }

    @Test func `a help page is laid out in sections`() throws {
        let eval = try #require(SampleTree.tree.paths.first { $0.last?.name == "eval" })
        #expect(
            HelpPage(eval).text == """
                Evaluate an expression.

                Usage: sample eval EXPR [--event FILE] [--var NAME=JSON]... [--json]
                       sample eval --batch [--json]
                       sample eval --repl

                Arguments:
                  EXPR  The expression.

                Options:
                  -e, --event FILE  Read the event from a file.
                  --var NAME=JSON   Set a variable. Can be given more than once.
                  --batch           Read expressions: one a line.
                  --repl            Ask for expressions.
                  --json            Print JSON [one object] instead of the reader's text.
                  -h, --help        Show this help.

                Examples:
                  sample eval '1 + 2'
                  sample eval --var 'x={"a": 1}' x.a
                  echo 1 | sample eval --batch

                Exit codes:
                  0  all went well
                  1  the check, or the command, failed
                  2  the command line is wrong
                """
        )
    }

    @Test func `usage follows from the data where no forms are given`() throws {
        let check = try #require(SampleTree.tree.paths.first { $0.last?.name == "check" })
        #expect(HelpPage(check).text.contains("Usage: sample check FILE... [--data DIR] [--log FORMAT]\n"))
    }
}
