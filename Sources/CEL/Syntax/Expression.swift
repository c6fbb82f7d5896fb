/// An expression as the parser understood it, with macros unfolded into what they mean.
package struct Expression: Sendable {
    /// Where it stands in the source.
    package let range: Range<Int>
    package let kind: Kind
    /// The place that an error about it points at: an operator's sign, a call's name.
    package let anchor: Int
    /// How many levels of expressions lie in it.
    let depth: Int
    /// Whether it stands in parentheses of its own, which keep `(a.b).c` from being read as one name.
    package private(set) var isParenthesized = false

    package indirect enum Kind: Sendable {
        case literal(Value)
        /// A name; with a leading dot it is looked up outside of all macros' variables.
        case identifier(String, isAbsolute: Bool)
        case select(Expression, field: String, isOptional: Bool)
        /// `has(operand.field)`
        case presence(Expression, field: String)
        case index(Expression, Expression, isOptional: Bool)
        case call(String, target: Expression?, arguments: [Expression])
        case list([Element])
        case map([Entry])
        case and([Expression])
        case or([Expression])
        case conditional(Expression, then: Expression, else: Expression)
        case comprehension(Comprehension)
        /// `cel.bind(name, value, body)`
        case bind(String, Expression, body: Expression)
        /// `target.optMap(name, body)`, or with `isFlat` `optFlatMap`, whose body is optional itself.
        case optionalMap(Expression, name: String, body: Expression, isFlat: Bool)
    }

    package struct Element: Sendable {
        package let value: Expression
        /// `[?e]`: an absent optional adds no element.
        package let isOptional: Bool
    }

    package struct Entry: Sendable {
        package let key: Expression
        package let value: Expression
        /// `{?k: e}`: an absent optional adds no entry.
        package let isOptional: Bool
    }

    init(_ kind: Kind, _ range: Range<Int>, anchor: Int? = nil, depth: Int) {
        self.kind = kind
        self.range = range
        self.anchor = anchor ?? range.lowerBound
        self.depth = depth
    }

    /// The same expression with its parentheses around it.
    func parenthesized(_ range: Range<Int>) -> Expression {
        var copy = Expression(kind, range, anchor: anchor, depth: depth)
        copy.isParenthesized = true
        return copy
    }

    /// The value of a literal.
    package var constant: Value? {
        if case .literal(let value) = kind { value } else { nil }
    }

    /// The name that a chain of plain selections spells, `a.b.c`, and whether it begins with a dot.
    package var dottedName: (name: String, isAbsolute: Bool)? {
        switch kind {
        case .identifier(let name, let isAbsolute): return (name, isAbsolute)
        case .select(let operand, let field, isOptional: false):
            guard !operand.isParenthesized, let prefix = operand.dottedName else { return nil }
            return ("\(prefix.name).\(field)", prefix.isAbsolute)
        default: return nil
        }
    }

    /// The conditions that must all hold for this one to hold.
    package var conjuncts: [Expression] {
        guard case .and(let terms) = kind else { return [self] }
        return terms.flatMap(\.conjuncts)
    }
}

/// A macro that visits each element of a list or each key of a map.
package struct Comprehension: Sendable {
    package let kind: Kind
    package let range: Expression
    /// The element or key; or with `second` the position or key.
    package let first: String
    /// The element or the key's value.
    package let second: String?
    /// Which elements count, for the macros that take such a condition beside what they make.
    package let filter: Expression?
    package let body: Expression

    package enum Kind: Sendable {
        case all, exists, existsOne, map, filter, transformMap, transformMapEntry
    }
}
