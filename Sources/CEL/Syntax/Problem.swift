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
    /// The problems in the order of the text, the first hundred of them.
    package let all: [Problem]
    /// How many there are beyond those.
    package let omitted: Int

    /// Nobody mends more at once, and each shows its line.
    static let limit = 100

    init(source: SourceText, all: [Problem]) {
        self.source = source
        self.all = Array(all.sorted { $0.offset < $1.offset }.prefix(Self.limit))
        omitted = max(0, all.count - Self.limit)
    }

    package var description: String {
        let shown = all.map { $0.description(in: source) }.joined(separator: "\n")
        return omitted == 0 ? shown : "\(shown)\nand \(omitted) more"
    }
}
