/// The help of one command, made from its data.
package struct HelpPage {
    private let path: [Command]
    private let command: Command

    /// - Parameter path: the commands that lead from the root to the one to explain, which is the last.
    package init(_ path: [Command]) {
        precondition(!path.isEmpty, "help needs a command")
        self.path = path
        command = path[path.count - 1]
    }

    package var text: String {
        sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private var sections: [[String]] {
        let all = [
            TextColumns.wrap(command.summary), usage, TextColumns.paragraphs(command.discussion), commands, arguments,
            options,
            titled("Examples", command.examples.map { "  " + $0 }), exitCodes, hint,
        ]
        return all.filter { !$0.isEmpty }
    }

    private var name: String { path.map(\.name).joined(separator: " ") }

    private var usage: [String] {
        let forms = command.forms.isEmpty ? [derivedForm] : command.forms
        return forms.enumerated().flatMap { index, form in
            let start = (index == 0 ? "Usage: " : "       ") + name
            return hanging(form, after: start)
        }
    }

    private var derivedForm: String {
        let options = command.options.filter { $0 != .help }.map(\.usage)
        return (command.positionals.map(\.usage) + options).joined(separator: " ")
    }

    /// The text after its start, further lines under its first column.
    private func hanging(_ text: String, after start: String) -> [String] {
        let margin = start.count + 1
        let lines = TextColumns.wrap(text, width: TextColumns.width - margin)
        guard let first = lines.first else { return [start] }
        return ["\(start) \(first)"] + lines.dropFirst().map { String(repeating: " ", count: margin) + $0 }
    }

    private var commands: [String] {
        guard command.isGroup else { return [] }
        let help = (label: "help", text: "Explain a command, as in \"\(name) help COMMAND\".")
        return titled("Commands", TextColumns.table(command.commands.map { ($0.label, $0.summary) } + [help]))
    }

    private var arguments: [String] {
        titled("Arguments", TextColumns.table(command.positionals.map { ($0.value.name, $0.sentence) }))
    }

    private var options: [String] {
        let aliases = command.commands.compactMap { next in next.optionLabel.map { ($0, next.summary) } }
        return titled("Options", TextColumns.table(command.options.map { ($0.label, $0.sentence) } + aliases))
    }

    private var exitCodes: [String] {
        titled("Exit codes", TextColumns.table(command.exitCodes.map { ("\($0.rawValue)", $0.meaning) }))
    }

    private var hint: [String] {
        command.isGroup ? ["Run \"\(name) COMMAND --help\" to learn about one of them."] : []
    }

    private func titled(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["\(title):"] + lines
    }
}

extension Command {
    fileprivate var label: String { ([name] + aliases.filter { !$0.isOption }).joined(separator: ", ") }

    /// The aliases that look like options, short ones first, as an option's label has them.
    fileprivate var optionLabel: String? {
        let names = aliases.filter(\.isOption).sorted { $0.utf8.count < $1.utf8.count }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}

extension Option {
    fileprivate var label: String {
        let names = (short.map { "\($0), " } ?? "") + name
        return names + (value.map { " \($0.name)" } ?? "")
    }

    fileprivate var sentence: String {
        let repetition = isRepeated ? " Can be given more than once." : ""
        return help + (value?.choicesSentence ?? "") + repetition
    }
}

extension Positional {
    fileprivate var sentence: String { help + value.choicesSentence }
}

extension ValueKind {
    fileprivate var choicesSentence: String {
        guard case .choice(let choices, _) = self else { return "" }
        return " One of: \(choices.joined(separator: ", "))."
    }
}
