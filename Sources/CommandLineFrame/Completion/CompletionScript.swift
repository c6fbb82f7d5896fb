/// The script that teaches a shell to complete a program's command line.
package struct CompletionScript {
    package enum Shell: String, CaseIterable, Sendable {
        case bash, zsh, fish
    }

    private let tree: CommandTree

    package init(_ tree: CommandTree) {
        self.tree = tree
    }

    package func text(for shell: Shell) -> String {
        let places = CompletionPlace.all(in: tree)
        let program = tree.root.name
        return switch shell {
        case .bash: BashCompletion(program: program, places: places).text
        case .zsh: ZshCompletion(program: program, places: places).text
        case .fish: FishCompletion(program: program, places: places).text
        }
    }
}
