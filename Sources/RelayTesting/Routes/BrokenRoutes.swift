/// The example routes file, broken in one way, and what must be said of it.
package struct BrokenRoutes: Sendable, CustomStringConvertible {
    /// What is wrong, as a test's name says it.
    package let name: String
    package let original: String
    package let replacement: String
    /// The codes that are expected, each with the text at whose beginning it is expected.
    package let expected: [Expectation]
    /// Whether the file's JSON Schema refuses it too.
    package let isStructural: Bool

    package struct Expectation: Sendable {
        package let code: String
        package let text: String
        /// How many bytes behind the beginning of that text.
        package let offset: Int
    }

    package var description: String { name }

    /// The file's text with the fault in it; nil where the text to be replaced does not stand in it exactly once.
    package func applied(to text: String) -> String? {
        let parts = text.split(separator: original, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        return parts[0] + replacement + parts[1]
    }

    /// Line and column of an expectation, each from one; nil where its text does not stand there exactly once.
    package static func place(of expectation: Expectation, in text: String) -> (line: Int, column: Int)? {
        let parts = text.split(separator: expectation.text, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let before = parts[0] + expectation.text.prefix(expectation.offset)
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.count, (lines.last?.unicodeScalars.count ?? 0) + 1)
    }

    private init(
        _ name: String,
        _ original: String,
        _ replacement: String,
        _ expected: [Expectation],
        _ isStructural: Bool
    ) {
        self.name = name
        self.original = original
        self.replacement = replacement
        self.expected = expected
        self.isStructural = isStructural
    }

    /// A fault that anybody sees who knows the format.
    static func structure(
        _ name: String,
        _ original: String,
        _ replacement: String,
        _ code: String,
        at text: String,
        plus offset: Int = 0
    ) -> BrokenRoutes {
        BrokenRoutes(name, original, replacement, [Expectation(code: code, text: text, offset: offset)], true)
    }

    /// A fault that only shows to who knows the APIs and the rest of the file.
    static func meaning(
        _ name: String,
        _ original: String,
        _ replacement: String,
        _ expected: (code: String, at: String, plus: Int)...
    ) -> BrokenRoutes {
        let expectations = expected.map { Expectation(code: $0.code, text: $0.at, offset: $0.plus) }
        return BrokenRoutes(name, original, replacement, expectations, false)
    }

    package static let all = structural + meaningful
}
