/// Writes the completion script for zsh: a function a place, each a call of `_arguments`.
struct ZshCompletion {
    let program: String
    let places: [CompletionPlace]

    var text: String {
        """
        #compdef \(program)
        # Completion of \(program) for zsh. Load it with: source <(\(program) completion zsh)
        # or write it to a file named _\(program) in a folder of $fpath.
        \(places.map(function).joined(separator: "\n"))
        if [[ $funcstack[1] == _\(program) ]]; then
            _\(program) "$@"
        else
            compdef _\(program) \(program)
        fi
        """
    }

    private func function(_ place: CompletionPlace) -> String {
        let specifications = place.options.flatMap(specifications) + place.optionSteps.map(specification)
        if place.commandSteps.isEmpty {
            let arguments = specifications + place.positionals.map(specification)
            return """
                \(name(place.words))() {
                    _arguments -S \(arguments.joined(separator: " \\\n        ")) && return
                }
                """
        }
        let arguments = specifications + ["'1: :->command'", "'*:: :->rest'"]
        let calls = place.commandSteps.map { "                \($0.word)) \(name($0.destination)) ;;" }
        return """
            \(name(place.words))() {
                local state line curcontext=$curcontext
                typeset -A opt_args
                local -a commands=(
            \(place.commandSteps.map { "        \(description($0))" }.joined(separator: "\n"))
                )
                _arguments -C -S \(arguments.joined(separator: " \\\n        ")) && return
                case $state in
                    command) _describe command commands ;;
                    rest)
                        case $line[1] in
            \(calls.joined(separator: "\n"))
                        esac ;;
                esac
            }
            """
    }

    private func name(_ words: [String]) -> String { "_" + words.joined(separator: "_") }

    private func description(_ step: CompletionPlace.Step) -> String {
        quoted("\(step.word):\(step.summary)")
    }

    /// One specification a name; a name that was used rules out the option's other names, unless it is repeated.
    private func specifications(_ option: Option) -> [String] {
        let others = option == .help ? "- *" : option.names.joined(separator: " ")
        let exclusion = option.isRepeated ? "*" : "(\(others))"
        return option.names.map { name in
            let takesAttached = option.value != nil && name.hasPrefix("--")
            let value = option.value.map { ":\(escaped($0.name)):\($0.zshAction)" } ?? ""
            return quoted("\(exclusion)\(name)\(takesAttached ? "=" : "")[\(escaped(option.help))]\(value)")
        }
    }

    private func specification(_ step: CompletionPlace.Step) -> String {
        quoted("(- *)\(step.word)[\(escaped(step.summary))]")
    }

    private func specification(_ positional: Positional) -> String {
        let separator = positional.isRepeated ? "*:" : positional.isRequired ? ":" : "::"
        return quoted("\(separator)\(escaped(positional.value.name)):\(positional.value.zshAction)")
    }

    private func quoted(_ text: String) -> String {
        "'" + text.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }

    private func escaped(_ text: String) -> String {
        text.map { ":[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}

extension ValueKind {
    fileprivate var zshAction: String {
        switch self {
        case .text: " "
        case .file: "_files"
        case .directory: "_files -/"
        case .choice(let choices, _): "(\(choices.joined(separator: " ")))"
        }
    }
}
