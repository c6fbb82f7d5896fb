import CommandLineFrame
import Testing

/// A console that keeps what is written and reads what it was given.
final class RecordedConsole: Console {
    private(set) var output = ""
    private(set) var complaints = ""
    var isOutputClosed = false
    private var lines: [String]

    init(lines: [String] = []) {
        self.lines = lines.reversed()
    }

    func nextLine(limit: Int) throws -> [UInt8]? { lines.popLast().map { Array($0.utf8) } }
    func write(_ bytes: [UInt8]) throws { output += String(decoding: bytes, as: UTF8.self) }
    func flush() throws {}
    func complain(_ text: String) { complaints += text }
}

extension CommandTree {
    /// Runs the tree with the words as arguments, and hands back all that could be seen of it.
    func outcome(of words: String...) async -> (code: ExitCode, output: String, complaints: String) {
        let console = RecordedConsole()
        let code = await run(words.map { Array($0.utf8) }, console)
        return (code, console.output, console.complaints)
    }

    /// Every command with the commands that lead to it.
    var paths: [[Command]] { paths(from: [root]) }

    private func paths(from path: [Command]) -> [[Command]] {
        [path] + (path.last?.commands ?? []).flatMap { paths(from: path + [$0]) }
    }
}

extension CommandTree: CustomTestStringConvertible {
    package var testDescription: String { root.name }
}
