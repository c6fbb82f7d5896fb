/// What is wrong with an expression, where, and how to put it right.
package struct Problem: Error, Sendable, Hashable {
    /// Where in the expression's bytes.
    package let offset: Int
    package let fact: String
    package let remedy: String

    package init(at offset: Int, _ fact: String, _ remedy: String = "") {
        self.offset = offset
        self.fact = fact
        self.remedy = remedy
    }

    /// The fact and the remedy as two sentences.
    package var summary: String { remedy.isEmpty ? fact : "\(fact). \(remedy)" }

    /// `line:column: fact. remedy`, and the line with a caret under the place.
    package func description(in source: SourceText) -> String {
        let place = source.place(of: offset)
        return "\(place.line):\(place.column): \(summary)\n\(source.excerpt(at: offset))"
    }
}

/// All that is wrong with an expression.
package struct Problems: Error, Sendable, Equatable, CustomStringConvertible {
    package let source: SourceText
    package let all: [Problem]

    package var description: String { all.map { $0.description(in: source) }.joined(separator: "\n") }
}
