/// A piece of source that knows how tightly it holds together.
struct CELTerm {
    let text: String
    let precedence: CELPrecedence

    init(_ text: String, _ precedence: CELPrecedence = .primary) {
        self.text = text
        self.precedence = precedence
    }

    /// The text as an operand: in parentheses only where it would fall apart without.
    func inside(_ outer: CELPrecedence) -> String {
        precedence < outer ? "(\(text))" : text
    }
}

/// How tightly an operator binds, the loosest first.
enum CELPrecedence: Int, Comparable {
    case conditional, or, and, relation, sum, product, sign, primary

    static func < (left: CELPrecedence, right: CELPrecedence) -> Bool { left.rawValue < right.rawValue }

    /// The next tighter one, which an operand to the right of an operator needs.
    var tighter: CELPrecedence { CELPrecedence(rawValue: rawValue + 1) ?? .primary }
}
