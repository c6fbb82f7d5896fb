/// Writes the completion script for fish: a function that knows the place, and one rule for each thing to offer.
struct FishCompletion {
    let program: String
    let places: [CompletionPlace]

    var text: String {
        """
        # Completion of \(program) for fish. Load it with: \(program) completion fish | source
        # Tells whether the cursor is at a place, and behind how many of its arguments.
        function __\(program)_at --argument-names wanted fewest most
            set -l place \(program)
            set -l option
            set -l ended
            set -l count 0
            set -l words (commandline -opc)
            for word in $words[2..]
                if test -n "$option"
                    set option
                else if test -n "$ended"
                    set count (math $count + 1)
                else
                    switch "$place:$word"
        \(lines(steps + valueOptions, indentation: 16))
                        case '*:--'
                            set ended 1
                        case '*:-?*'
                        case '*'
                            set count (math $count + 1)
                    end
                end
            end
            test "$place" = "$wanted" -a $count -ge $fewest -a $count -le $most
        end
        complete -c \(program) -f
        \(places.flatMap(rules).joined(separator: "\n"))
        """
    }

    private var steps: [String] {
        places.flatMap { place in
            place.steps.flatMap { step in
                ["case '\(place.key):\(step.word)'", "    set place '\(step.destination.joined(separator: " "))'"]
            }
        }
    }

    private var valueOptions: [String] {
        places.flatMap { place in
            place.options.filter { $0.value != nil }.flatMap { option in
                ["case \(option.names.map { "'\(place.key):\($0)'" }.joined(separator: " "))", "    set option yes"]
            }
        }
    }

    private func rules(_ place: CompletionPlace) -> [String] {
        let options = place.options.map { rule(place, nil, "\($0.fishNames)\($0.value?.fishValue ?? "")", $0.help) }
        let optionSteps = place.optionSteps.map { rule(place, nil, fishName($0.word), $0.summary) }
        let commands = place.commandSteps.map { rule(place, 0...0, " -a \($0.word)", $0.summary) }
        let positionals = place.positionals.enumerated().compactMap { index, positional in
            positional.value.fishOffer.map { offer in
                rule(place, index...(positional.isRepeated ? 999 : index), offer, positional.help)
            }
        }
        return options + optionSteps + commands + positionals
    }

    /// A rule that holds behind so many arguments, or behind any number of them.
    private func rule(_ place: CompletionPlace, _ count: ClosedRange<Int>?, _ offer: String, _ help: String) -> String {
        let count = count ?? 0...999
        let condition = "__\(program)_at '\(place.key)' \(count.lowerBound) \(count.upperBound)"
        return "complete -c \(program) -n \"\(condition)\"\(offer) -d \(quoted(help))"
    }

    private func quoted(_ text: String) -> String {
        "'" + text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
    }

    private func lines(_ lines: [String], indentation: Int) -> String {
        lines.map { String(repeating: " ", count: indentation) + $0 }.joined(separator: "\n")
    }
}

/// The switch of fish's `complete` that declares an option by its name.
private func fishName(_ name: String) -> String {
    name.hasPrefix("--") ? " -l \(name.dropFirst(2))" : " -s \(name.dropFirst())"
}

extension Option {
    fileprivate var fishNames: String { names.map(fishName).joined() }
}

extension ValueKind {
    /// What follows the option that takes the value.
    fileprivate var fishValue: String { " -r\(fishOffer ?? " -f")" }

    fileprivate var fishOffer: String? {
        switch self {
        case .text: nil
        case .file: " -F"
        case .directory: " -f -a '(__fish_complete_directories)'"
        case .choice(let choices, _): " -f -a '\(choices.joined(separator: " "))'"
        }
    }
}
