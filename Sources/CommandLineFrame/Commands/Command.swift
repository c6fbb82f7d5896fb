/// A command as data: what it is called, what it takes and what it does.
///
/// Parser, help and completion are all made from it, so that they cannot disagree.
package struct Command: Sendable {
    package typealias Validation = @Sendable (Invocation) throws(UsageError) -> Void
    package typealias Action = @Sendable (Invocation, any Console) async throws -> ExitCode

    package enum Role: Sendable {
        case action(Validation, Action)
        case group([Command])
    }

    package let name: String
    /// Other words that mean the command, as `--version` means `version`.
    package let aliases: [String]
    package let summary: String
    /// What help says below the usage: lines to be wrapped, and indented ones to be shown as they are.
    package let discussion: String
    /// The forms of the command after its name; empty when they follow from its options and positionals.
    package let forms: [String]
    package let options: [Option]
    package let positionals: [Positional]
    package let examples: [String]
    package let exitCodes: [ExitCode]
    package let role: Role

    /// A command that does something; `validate` refuses combinations that make no sense before `run` is called.
    package init(
        name: String,
        aliases: [String] = [],
        summary: String,
        discussion: String = "",
        forms: [String] = [],
        options: [Option] = [],
        positionals: [Positional] = [],
        examples: [String],
        exitCodes: [ExitCode] = [.success, .usage],
        validate: @escaping Validation = { _ in },
        run: @escaping Action
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.forms = forms
        self.options = options + [.help]
        self.positionals = positionals
        self.examples = examples
        self.exitCodes = exitCodes
        role = .action(validate, run)
        checkWholeness()
    }

    /// A command that only leads to others.
    package init(name: String, summary: String, examples: [String], commands: [Command]) {
        self.name = name
        aliases = []
        self.summary = summary
        discussion = ""
        forms = ["COMMAND [OPTIONS]"]
        options = [.help]
        positionals = []
        self.examples = examples
        exitCodes = [.success, .usage]
        role = .group(commands)
        checkWholeness()
    }

    /// The commands that it leads to; none for one that does something itself.
    package var commands: [Command] {
        if case .group(let commands) = role { commands } else { [] }
    }

    var isGroup: Bool {
        if case .group = role { true } else { false }
    }

    func command(called word: String) -> Command? {
        commands.first { $0.name == word || $0.aliases.contains(word) }
    }

    func option(called name: String) -> Option? {
        options.first { $0.names.contains(name) }
    }

    /// The positional that stands at the index, if any argument may.
    func positional(at index: Int) -> Positional? {
        if index < positionals.count { return positionals[index] }
        return positionals.last.flatMap { $0.isRepeated ? $0 : nil }
    }

    private func checkWholeness() {
        let words = options.flatMap(\.names) + commands.flatMap { [$0.name] + $0.aliases }
        precondition(Set(words).count == words.count, "\(name) declares a word twice")
        precondition(options.allSatisfy { $0.name.hasPrefix("--") }, "\(name) has an option without dashes")
        precondition(positionals.dropLast().allSatisfy { !$0.isRepeated }, "\(name): only the last may repeat")
        precondition(!examples.isEmpty, "\(name) has no example")
    }
}
