import CommandLineFrame

/// Asks a real shell, taught by our script, what it would offer at the end of command lines.
struct ShellCompletion {
    private static let end = "end-of-candidates"

    let shell: CompletionScript.Shell
    let tree: CommandTree

    /// What the shell offers for each line, in a folder that holds the file `event.json` and the folder `store`.
    func candidates(for lines: [String]) async throws -> [Set<String>] {
        let script = """
            cat > completion <<'END OF THE SCRIPT'
            \(CompletionScript(tree).text(for: shell))
            END OF THE SCRIPT
            mkdir -p folder/store
            touch folder/event.json
            cd folder
            \(driver)
            """
        let output = try await Shell.run(shell == .fish ? "bash" : shell.rawValue, script: script, arguments: lines)
        var sets: [Set<String>] = [[]]
        for line in output.split(separator: "\n") {
            if line == Self.end { sets.append([]) } else { sets[sets.count - 1].insert(plain(line)) }
        }
        return sets.dropLast()
    }

    /// The candidate without fish's description, the option that it is attached to, and a folder's slash.
    private func plain(_ line: Substring) -> String {
        let candidate = line.prefix { $0 != "\t" }
        let value = candidate.split(separator: "=", maxSplits: 1).last ?? ""
        return String(value.last == "/" ? value.dropLast() : value)
    }

    private var driver: String {
        switch shell {
        case .bash: bashDriver
        case .zsh: zshDriver
        case .fish: fishDriver
        }
    }

    /// Calls the completion function as bash would, which makes words of the equals signs.
    private var bashDriver: String {
        """
        source ../completion || exit 1
        for line in "$@"; do
            line=${line//=/ = }
            read -r -a COMP_WORDS <<< "$line"
            [[ $line == *' ' && $line != *'= ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            "$(complete -p \(tree.root.name) | sed 's/.*-F \\([^ ]*\\).*/\\1/')" || exit 1
            printf '%s\\n' "${COMPREPLY[@]}" \(Self.end)
        done
        """
    }

    /// Fish has no here-documents: bash writes the files.
    private var fishDriver: String {
        """
        cat > ../driver <<'END OF THE DRIVER'
        source ../completion; or exit 1
        for line in $argv
            complete -C "$line"
            echo \(Self.end)
        end
        END OF THE DRIVER
        fish ../driver "$@"
        """
    }

    /// Completion in zsh lives in its line editor: an interactive zsh in a pseudo-terminal completes each line
    /// and notes what `compadd` is handed.
    private var zshDriver: String {
        """
        print -rl -- "$@" > ../lines
        cat > ../.zshrc <<'END OF THE SETTINGS'
        lines=("${(@f)$(<../lines)}")
        autoload -Uz compinit && compinit -u -D
        source ../completion
        compadd() {
            [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]] && { builtin compadd "$@"; return }
            local -a hits
            builtin compadd -O hits "$@"
            (( $#hits )) && print -rl -- $hits >> ../results
            builtin compadd "$@"
        }
        complete-all() {
            local line
            for line in $lines; do
                BUFFER=$line
                CURSOR=$#BUFFER
                zle list-choices
                print -r -- \(Self.end) >> ../results
            done
            exit
        }
        zle -N zle-line-init complete-all
        END OF THE SETTINGS
        zmodload zsh/zpty
        export ZDOTDIR=$PWD/..
        zpty shell zsh -i
        while zpty -r shell chunk; do :; done
        cat ../results
        """
    }
}
