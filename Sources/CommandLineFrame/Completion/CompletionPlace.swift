/// A place on the command line and what may follow there, as a shell needs to know it.
struct CompletionPlace {
    /// A word that leads on to another place.
    struct Step {
        let word: String
        let summary: String
        /// The `words` of the place that it leads to.
        let destination: [String]
    }

    /// The command names that lead here, the program's first.
    let words: [String]
    let steps: [Step]
    let options: [Option]
    let positionals: [Positional]

    /// Every place of a program, the program's own first.
    static func all(in tree: CommandTree) -> [CompletionPlace] {
        places(of: tree.root, words: [tree.root.name])
    }

    private static func places(of command: Command, words: [String]) -> [CompletionPlace] {
        let help = Step(word: "help", summary: "Explain a command.", destination: words + ["help"])
        let steps = steps(from: command, words: words) + (command.isGroup ? [help] : [])
        let place = CompletionPlace(
            words: words,
            steps: steps,
            options: command.options,
            positionals: command.positionals
        )
        let deeper = command.commands.flatMap { places(of: $0, words: words + [$0.name]) }
        return [place] + deeper + (command.isGroup ? helpPlaces(of: command, words: words + ["help"]) : [])
    }

    /// The places after `help`, where the names of commands lead on but nothing else may be said.
    private static func helpPlaces(of command: Command, words: [String]) -> [CompletionPlace] {
        let steps = steps(from: command, words: words).filter { !$0.word.isOption }
        let place = CompletionPlace(words: words, steps: steps, options: [], positionals: [])
        return [place] + command.commands.flatMap { helpPlaces(of: $0, words: words + [$0.name]) }
    }

    private static func steps(from command: Command, words: [String]) -> [Step] {
        command.commands.flatMap { next in
            ([next.name] + next.aliases).map { word in
                Step(word: word, summary: next.summary, destination: words + [next.name])
            }
        }
    }
}

extension CompletionPlace {
    /// The steps that are offered as commands; the others look like options and are offered as those.
    var commandSteps: [Step] { steps.filter { !$0.word.isOption } }
    var optionSteps: [Step] { steps.filter { $0.word.isOption } }

    /// The place's words in one, as the scripts remember it.
    var key: String { words.joined(separator: " ") }
}
