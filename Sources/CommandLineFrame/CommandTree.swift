import Quotation
import Spelling

/// All the commands of a program, and the way from arguments to a run of one of them.
package struct CommandTree: Sendable {
    /// The words that ask for help wherever a command may stand.
    static let helpWords = ["help"] + Option.help.names

    package let root: Command

    /// - Parameter root: the program itself, which leads to its commands.
    package init(root: Command) {
        self.root = root
    }

    /// Does what the arguments ask for and says what the process shall exit with.
    package func run(_ arguments: [[UInt8]], _ console: any Console) async -> ExitCode {
        do {
            let code = try await answer(try request(ArgumentText.decode(arguments)), console)
            try console.flush()
            return code
        } catch {
            return failure(error, console)
        }
    }

    /// Finds out what the arguments (without the program's name) ask for.
    package func request(_ arguments: [String]) throws(UsageError) -> Request {
        try request(arguments[...], in: [root])
    }

    private func answer(_ request: Request, _ console: any Console) async throws -> ExitCode {
        switch request {
        case .help(let path):
            try console.writeLine(HelpPage(path).text)
            return .success
        case .nothing(let path):
            console.complain(HelpPage(path).text + "\n")
            return .usage
        case .run(let command, let invocation):
            guard case .action(_, let action) = command.role else { return .usage }
            return try await action(invocation, console)
        }
    }

    private func failure(_ error: any Error, _ console: any Console) -> ExitCode {
        guard !console.isOutputClosed else { return .outputClosed }
        try? console.flush()  // What the command said before it failed comes before the complaint.
        console.complain("\(root.name): \(error)\n")
        return (error as? any CommandError)?.exitCode ?? .checkFailed
    }
}

extension CommandTree {
    private func request(_ arguments: ArraySlice<String>, in path: [Command]) throws(UsageError) -> Request {
        let command = path[path.count - 1]
        guard command.isGroup else { return try invocation(arguments, of: command, path: path) }
        guard let word = arguments.first else { return .nothing(path) }
        let rest = arguments.dropFirst()
        if Self.helpWords.contains(word) { return try help(rest, in: path) }
        guard let next = command.command(called: word) else { throw unknownWord(word, in: path) }
        return try request(rest, in: path + [next])
    }

    private func invocation(
        _ arguments: ArraySlice<String>,
        of command: Command,
        path: [Command]
    ) throws(UsageError) -> Request {
        let words = path.dropFirst().map(\.name)
        var reader = ArgumentReader(arguments, of: command, path: words, program: root.name)
        let invocation = try reader.read()
        if invocation.has(.help) { return .help(path) }
        if case .action(let validate, _) = command.role { try validate(invocation) }
        return .run(command, invocation)
    }

    /// The words after `help` name a command; `help --help` is help all the same.
    private func help(_ words: ArraySlice<String>, in path: [Command]) throws(UsageError) -> Request {
        guard let word = words.first else { return .help(path) }
        let rest = words.dropFirst()
        if Self.helpWords.contains(word), rest.isEmpty { return .help(path) }
        let command = path[path.count - 1]
        if let next = command.command(called: word) { return try help(rest, in: path + [next]) }
        guard !command.isGroup else { throw unknownWord(word, in: path) }
        let fact = "unexpected argument \(word.quoted) after \("help \(command.name)".quoted)"
        throw UsageError(.extraArgument, fact, remedy: "Leave it out.")
    }

    private func unknownWord(_ word: String, in path: [Command]) -> UsageError {
        let group = path[path.count - 1]
        let place = path.count == 1 ? "" : " for \(path.dropFirst().map(\.name).joined(separator: " ").quoted)"
        let fact = "unknown \(word.isOption ? "option" : "command") \(word.quoted)\(place)"
        let known = group.commands.flatMap { [$0.name] + $0.aliases } + Self.helpWords
        let candidates = known.filter { $0.isOption == word.isOption }
        let seeHelp = "See \"\(path.map(\.name).joined(separator: " ")) --help\"."
        var remedy = seeHelp
        if let closest = Spelling.nearest(to: word, among: candidates) {
            remedy = "Did you mean \(closest.quoted)?"
        } else if word.isOption {
            remedy = "Options stand after the command. \(seeHelp)"
        }
        return UsageError(word.isOption ? .unknownOption : .unknownCommand, fact, remedy: remedy)
    }
}
