import Foundation

/// A text of the repository and where it stands.
struct SourceFile {
    /// The path from the package's root: `Sources/JSON/JSONLimits.swift`.
    let path: String
    let text: String
    /// The text with comments and the insides of string literals blanked, so that rules see only what is compiled.
    let code: String
    let isSwift: Bool
    let lines: [Substring]
    let codeLines: [Substring]

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        isSwift = path.hasSuffix(".swift")
        code = isSwift ? compiledPart(of: text) : text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        codeLines = code.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The folder below `Sources` or `Tests`, which is the target's name.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }
    var ships: Bool { path.hasPrefix("Sources/") && !Policy.kits.contains(target) }
    var isTest: Bool { path.hasPrefix("Tests/") }

    /// The modules that this file imports, each with its line.
    var imports: [(line: Int, module: String)] {
        let statement =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:package\s+|internal\s+|private\s+|fileprivate\s+|public\s+)?import\s+(?:(?:struct|enum|class|func|var|let|protocol|typealias)\s+)?(\w+)/
        return codeLines.enumerated().compactMap { index, line in
            guard line.contains("import ") else { return nil }
            return line.prefixMatch(of: statement).map { (index + 1, String($0.1)) }
        }
    }

    /// Whether the text holds a word at all.
    func holds(_ word: String) -> Bool { text.range(of: word, options: .literal) != nil }

    /// A problem on a line of this file, in the words of the test's report.
    func problem(_ line: Int, _ fact: String) -> String { "\(path):\(line): \(fact)" }
}
