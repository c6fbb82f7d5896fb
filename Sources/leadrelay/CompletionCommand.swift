import CommandLineFrame

/// `leadrelay completion`: prints the script that teaches a shell to complete this command line.
enum CompletionCommand {
    static let command = Command(
        name: "completion",
        summary: "Print the script that completes this command line in a shell.",
        discussion: """
            Load the script in the start-up file of your shell:
              ~/.bashrc                   source <(leadrelay completion bash)
              ~/.zshrc, after compinit    source <(leadrelay completion zsh)
              ~/.config/fish/config.fish  leadrelay completion fish | source
            """,
        positionals: [.required(.choice(shells, named: "SHELL"), "The shell to write for.")],
        examples: ["leadrelay completion bash", "source <(leadrelay completion zsh)"],
        run: { invocation, console in try run(invocation, console) }
    )

    private static let shells = CompletionScript.Shell.allCases.map(\.rawValue)

    private static func run(_ invocation: Invocation, _ console: any Console) throws -> ExitCode {
        for shell in invocation.positionals.compactMap(CompletionScript.Shell.init) {
            try console.writeLine(CompletionScript(LeadRelay.tree).text(for: shell))
        }
        return .success
    }
}
