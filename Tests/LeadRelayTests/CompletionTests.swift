import CommandLineFrame
import Testing
import leadrelay

@Suite("Completion in shells", .timeLimit(.minutes(10)))
struct CompletionTests {
    private static let lines: [(line: String, offered: Set<String>)] = [
        ("sample ", ["version", "eval", "check", "links", "help"]),
        ("sample ev", ["eval"]),
        ("sample zzz", []),
        ("sample -", ["--help", "-h", "--version", "-v"]),
        ("sample links ", ["import", "set", "help"]),
        ("sample links import ", ["event.json", "store"]),
        ("sample links set ", ["north", "south"]),
        ("sample links set s", ["south"]),
        ("sample links set north ", []),
        ("sample links set -", ["--help", "-h"]),
        ("sample help ", ["version", "eval", "check", "links"]),
        ("sample help links ", ["import", "set"]),
        ("sample help links set ", []),
        ("sample eval ", []),
        ("sample eval --b", ["--batch"]),
        ("sample eval 1 --var x --b", ["--batch"]),
        ("sample eval --event=x --b", ["--batch"]),
        ("sample eval -e x --b", ["--batch"]),
        ("sample eval --event e", ["event.json"]),
        ("sample eval --event=e", ["event.json"]),
        ("sample eval -e e", ["event.json"]),
        ("sample eval --var ", []),
        ("sample eval --var a=1 --va", ["--var"]),
        ("sample check --data ", ["store"]),
        ("sample check --log ", ["json", "text"]),
        ("sample check --log=t", ["text"]),
        ("sample check e", ["event.json"]),
        ("sample check a b e", ["event.json"]),
        ("sample check -- e", ["event.json"]),
        ("sample check --data x e", ["event.json"]),
    ]

    @Test(arguments: CompletionScript.Shell.allCases)
    func `the shell offers what may stand at the cursor`(shell: CompletionScript.Shell) async throws {
        let completion = ShellCompletion(shell: shell, tree: SampleTree.tree)
        let offered = try await completion.candidates(for: Self.lines.map(\.line))
        try #require(offered.count == Self.lines.count)
        for (expected, offered) in zip(Self.lines, offered) {
            #expect(offered == expected.offered, "\(expected.line)")
        }
    }

    @Test(arguments: CompletionScript.Shell.allCases, HelpTests.trees)
    func `the shell offers every option of every command`(shell: CompletionScript.Shell, tree: CommandTree) async throws
    {
        let paths = tree.paths
        let lines = paths.map { $0.map(\.name).joined(separator: " ") + " -" }
        let offered = try await ShellCompletion(shell: shell, tree: tree).candidates(for: lines)
        try #require(offered.count == paths.count)
        for (path, offered) in zip(paths, offered) {
            let command = path[path.count - 1]
            let names = command.options.flatMap { [$0.name] + ($0.short.map { [$0] } ?? []) }
            let aliases = command.commands.flatMap(\.aliases).filter { $0.hasPrefix("-") }
            #expect(offered == Set(names + aliases), "\(command.name)")
        }
    }

    @Test(arguments: CompletionScript.Shell.allCases)
    func `the program's own commands and shells are offered`(shell: CompletionScript.Shell) async throws {
        let completion = ShellCompletion(shell: shell, tree: LeadRelay.tree)
        let lines = ["leadrelay ", "leadrelay completion ", "leadrelay completion bash z", "leadrelay help comp"]
        let offered = try await completion.candidates(for: lines)
        let commands = Set(LeadRelay.tree.root.commands.map(\.name) + ["help"])
        #expect(offered == [commands, ["bash", "zsh", "fish"], [], ["completion"]])
    }
}
