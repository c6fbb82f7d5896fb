/// Writes the completion script for bash.
struct BashCompletion {
    let program: String
    let places: [CompletionPlace]

    /// The script walks the words before the cursor from place to place, then looks up what may stand there.
    var text: String {
        """
        # Completion of \(program) for bash. Load it with: source <(\(program) completion bash)
        _\(program)() {
            local current=${COMP_WORDS[COMP_CWORD]} place=\(program) option= ended= count=0
            local word index words= kind=
            COMPREPLY=()
            for ((index = 1; index < COMP_CWORD; index++)); do
                word=${COMP_WORDS[index]}
                if [[ -n $option ]]; then
                    # Bash makes a word of the = in --name=value.
                    [[ $word == = ]] || option=
                elif [[ -n $ended ]]; then
                    count=$((count + 1))
                else
                    case "$place:$word" in
        \(lines(steps + valueOptions, indentation: 16))
                        *:--) ended=1 ;;
                        *:-?*) ;;
                        *) count=$((count + 1)) ;;
                    esac
                fi
            done
            [[ $current == = ]] && current=
            if [[ -n $option ]]; then
                place+=:$option
            elif [[ -z $ended && $current == -* ]]; then
                place+=:-
            else
                place+=:$count
            fi
            case "$place" in
        \(lines(offers, indentation: 8))
            esac
            case "$kind" in
                files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
                directories) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
                *) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current") ;;
            esac
        }
        complete -F _\(program) \(program)
        """
    }

    private var steps: [String] {
        places.flatMap { place in
            place.steps.map { "'\(place.key):\($0.word)') place='\($0.destination.joined(separator: " "))' ;;" }
        }
    }

    private var valueOptions: [String] {
        places.flatMap { place in
            place.options.filter { $0.value != nil }.map { option in
                option.names.map { "'\(place.key):\($0)'" }.joined(separator: " | ") + ") option=\(option.name) ;;"
            }
        }
    }

    private var offers: [String] {
        places.flatMap { place in
            [optionNames(of: place), commandNames(of: place)].compactMap { $0 }
                + place.options.compactMap { option in
                    option.value.flatMap(\.bashOffer).map { "'\(place.key):\(option.name)') \($0) ;;" }
                }
                + place.positionals.indices.compactMap { index in
                    let positional = place.positionals[index]
                    let position = positional.isRepeated ? "'[0-9]*" : "\(index)'"
                    return positional.value.bashOffer.map { "'\(place.key):\(position)) \($0) ;;" }
                }
        }
    }

    private func optionNames(of place: CompletionPlace) -> String? {
        let names = place.options.flatMap(\.names) + place.optionSteps.map(\.word)
        return names.isEmpty ? nil : "'\(place.key):-') words='\(names.joined(separator: " "))' ;;"
    }

    private func commandNames(of place: CompletionPlace) -> String? {
        let names = place.commandSteps.map(\.word)
        return names.isEmpty ? nil : "'\(place.key):0') words='\(names.joined(separator: " "))' ;;"
    }

    private func lines(_ lines: [String], indentation: Int) -> String {
        lines.map { String(repeating: " ", count: indentation) + $0 }.joined(separator: "\n")
    }
}

extension ValueKind {
    fileprivate var bashOffer: String? {
        switch self {
        case .text: nil
        case .file: "kind=files"
        case .directory: "kind=directories"
        case .choice(let choices, _): "words='\(choices.joined(separator: " "))'"
        }
    }
}
