import CEL
import JSON
import RelayRoutes

/// Follows the evaluation of expressions and notes the branches that are taken and the keys that tables are asked for.
struct CoverageProbe {
    /// The sides of a conditional that have been taken.
    private(set) var taken: [PlacedExpression.Place: Set<Bool>] = [:]
    /// The keys under which something was looked up, by table.
    private(set) var looked: [String: Set<String>] = [:]
    /// The keys of which it was asked whether they are there, by table.
    private(set) var asked: [String: Set<String>] = [:]
    private let environment: Environment
    private var programs: [String: Program?] = [:]

    /// Takes the environment that the table was built with.
    init(_ table: RouteTable, base: Environment) {
        environment = table.looseEnvironment(base)
    }

    mutating func follow(_ expression: PlacedExpression, _ activation: Activation) {
        follow(expression.program.expression, of: expression, activation)
    }

    private mutating func follow(_ part: Expression, of whole: PlacedExpression, _ activation: Activation) {
        switch part.kind {
        case .conditional(let condition, let then, let otherwise):
            follow(condition, of: whole, activation)
            guard let holds = bool(condition, of: whole, activation) else { return }
            taken[whole.place(of: part), default: []].insert(holds)
            follow(holds ? then : otherwise, of: whole, activation)
        case .and(let terms): follow(terms, until: false, of: whole, activation)
        case .or(let terms): follow(terms, until: true, of: whole, activation)
        default:
            noteKeys(part, of: whole, activation)
            for child in part.freeChildren { follow(child, of: whole, activation) }
        }
    }

    /// Follows terms up to the one that decides.
    private mutating func follow(
        _ terms: [Expression],
        until end: Bool,
        of whole: PlacedExpression,
        _ activation: Activation
    ) {
        for term in terms {
            follow(term, of: whole, activation)
            if bool(term, of: whole, activation) == end { return }
        }
    }

    private mutating func noteKeys(_ part: Expression, of whole: PlacedExpression, _ activation: Activation) {
        if let (table, key) = part.tableIndex, let text = text(key, of: whole, activation) {
            looked[table, default: []].insert(text)
        } else if let (table, key) = part.tableField {
            looked[table, default: []].insert(key)
        } else if let (table, key) = part.tableQuestion, let text = text(key, of: whole, activation) {
            asked[table, default: []].insert(text)
        }
    }

    // MARK: Evaluating a part

    private mutating func bool(_ part: Expression, of whole: PlacedExpression, _ activation: Activation) -> Bool? {
        guard case .bool(let bool) = value(part, of: whole, activation) else { return nil }
        return bool
    }

    private mutating func text(_ part: Expression, of whole: PlacedExpression, _ activation: Activation) -> String? {
        guard case .string(let text) = value(part, of: whole, activation) else { return nil }
        return text
    }

    private mutating func value(_ part: Expression, of whole: PlacedExpression, _ activation: Activation) -> Value? {
        program(whole.program.source.slice(part.range)).flatMap { try? $0.evaluate(activation).resolved }
    }

    private mutating func program(_ text: String) -> Program? {
        if let known = programs[text] { return known }
        let program = try? environment.compileUnchecked(SourceText(text))
        programs[text] = program
        return program
    }
}
