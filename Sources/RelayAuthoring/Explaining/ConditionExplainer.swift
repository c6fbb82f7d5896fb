import CEL
import RelayRoutes

/// Finds the clause of a condition that decided against an event, and why.
struct ConditionExplainer {
    private let condition: Word
    private let clauses: [(clause: Clause, offset: Int)]
    private let owner: String

    /// Takes a condition of `the route` or `the send` apart, in the environment that knows its names as they are written;
    /// nil for a text that is no expression.
    init?(_ condition: Word, of owner: String, _ environment: Environment, _ activation: Activation) {
        guard let whole = Clause(condition.text, environment, activation) else { return nil }
        self.condition = condition
        self.owner = owner
        clauses = whole.conjuncts
    }

    /// The first clause that is false.
    func refusal() -> FailingClause? {
        let failing = clauses.indices.filter { clauses[$0].clause.holds(clauses[$0].clause.expression) == false }
        guard let first = failing.first else { return nil }
        return failingClause(
            first,
            failures: failing.count,
            ClauseWords(clause: clauses[first].clause, owner: owner).refusal
        )
    }

    /// The first clause that gives neither true nor false, or the one at which the work of all was too much, which is what
    /// the error of the whole condition then says.
    func obstacle(_ error: EvaluationError) -> FailingClause? {
        let failing = clauses.indices.filter { clauses[$0].clause.holds(clauses[$0].clause.expression) == nil }
        guard let position = failing.first ?? clause(around: error) else { return nil }
        let clause = clauses[position].clause
        let words = ClauseWords(clause: clause, owner: owner)
        var fault = error
        if case .failure(let own) = clause.outcome(of: clause.expression) { fault = own }
        let sentence = words.notBoolean(clause.expression) ?? words.obstacle(fault)
        return failingClause(position, failures: max(1, failing.count), sentence)
    }

    /// The clause at which the work of all of them was too much.
    private func clause(around error: EvaluationError) -> Int? {
        clauses.lastIndex { $0.offset <= error.offset ?? .max } ?? clauses.indices.last
    }

    private func failingClause(_ position: Int, failures: Int, _ sentence: String) -> FailingClause {
        let (clause, offset) = clauses[position]
        return FailingClause(
            source: clause.text,
            spot: Spot(condition.json, textOffset: offset),
            index: position,
            clauses: clauses.count,
            failures: failures,
            sights: Sighting.all(in: clause.expression, of: clause),
            sentence: sentence
        )
    }
}
