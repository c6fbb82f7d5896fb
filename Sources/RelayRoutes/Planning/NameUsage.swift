import CEL

/// Which of the relay's names expressions speak of.
package struct NameUsage: Sendable {
    private(set) var eventNames: Set<Vocabulary.EventName> = []
    private(set) var usesWholeEvent = false
    package private(set) var tables: Set<String> = []
    package private(set) var usesWholeTables = false
    /// Each with the place where it is spoken of first.
    private(set) var lookups: [String: Int] = [:]
    /// Where `lookup` stands without a name behind it.
    private(set) var wholeLookup: Int?

    init() {}

    init(_ expression: Expression) {
        add(expression)
    }

    mutating func add(_ expression: Expression) {
        switch expression.kind {
        case .select(let operand, let field, isOptional: false) where !operand.isParenthesized:
            guard case .identifier(let root, _) = operand.kind, add(root, field, expression) else { break }
            return
        case .identifier("event", _): usesWholeEvent = true
        case .identifier("tables", _): usesWholeTables = true
        case .identifier("lookup", _): wholeLookup = wholeLookup ?? expression.range.lowerBound
        default: break
        }
        for child in expression.children { add(child) }
    }

    /// Notes a field of one of the roots; false where it is none.
    private mutating func add(_ root: String, _ field: String, _ expression: Expression) -> Bool {
        switch root {
        case "event":
            guard let name = Vocabulary.EventName(rawValue: field) else { return false }
            eventNames.insert(name)
        case "tables": tables.insert(field)
        case "lookup": lookups[field] = lookups[field] ?? expression.range.lowerBound
        default: return false
        }
        return true
    }
}
