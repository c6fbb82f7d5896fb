import Foundation
import RelayTesting
import Testing

/// README.md, cut into its fenced blocks.
struct ReadmeText {
    let text: String
    let blocks: [Block]

    struct Block {
        /// What stands in a comment on the line before; a block without one shares that of the block before.
        let mark: String
        let language: String
        let text: String
    }

    init() throws {
        text = try String(contentsOf: BuiltProgram.repository.appending(path: "README.md"), encoding: .utf8)
        var blocks: [Block] = []
        var mark = "none"
        let pieces = text.components(separatedBy: "\n```")
        for (position, piece) in pieces.enumerated() {
            guard position % 2 == 1 else {
                if let name = Self.mark(endOf: piece) { mark = name }
                continue
            }
            let lines = piece.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            blocks.append(Block(mark: mark, language: String(lines[0]), text: String(lines.last ?? "")))
        }
        self.blocks = blocks
    }

    /// The last mark in a piece of prose.
    private static func mark(endOf prose: String) -> String? {
        let lines = prose.split(separator: "\n").filter { $0.hasPrefix("<!-- ") && $0.hasSuffix(" -->") }
        return lines.last.map { String($0.dropFirst(5).dropLast(4)) }
    }

    func block(_ mark: String) throws -> String {
        try #require(blocks.first { $0.mark == mark }, "README.md has no block marked \(mark)").text
    }

    /// Runs lines as bash in a new folder with the routes file, where `leadrelay` is the program that was built.
    static func run(_ lines: String, before: String = "") async throws -> BuiltProgram.Outcome {
        try await BuiltProgram.shell(
            """
            T=$(mktemp -d); cd $T; mkdir bin; ln -s $P bin/leadrelay; PATH=$T/bin:$PATH; cp $REPOSITORY/routes.json .
            \(before)
            \(lines)
            status=$?; rm -r $T; exit $status
            """
        )
    }
}
