import CEL

/// A clause of a condition, with what each part of it gives for an event.
struct Clause {
    let expression: Expression
    private let source: SourceText
    private let environment: Environment
    private let activation: Activation

    /// Nil for a text that is no expression.
    init?(_ text: String, _ environment: Environment, _ activation: Activation) {
        source = SourceText(text)
        guard let program = try? environment.compileUnchecked(source) else { return nil }
        expression = program.expression
        self.environment = environment
        self.activation = activation
    }

    var text: String { source.text }

    func text(of part: Expression) -> String { source.slice(part.range) }

    /// What a part gives by itself; one inside of a macro speaks of names that have no value here.
    func outcome(of part: Expression) -> Result<Value, EvaluationError> {
        guard let program = try? environment.compileUnchecked(SourceText(text(of: part))) else {
            return .failure(EvaluationError(.invalidArgument, "it cannot be read by itself"))
        }
        do throws(EvaluationError) {
            return .success(try program.evaluate(activation).resolved)
        } catch {
            return .failure(error)
        }
    }

    func value(of part: Expression) -> Value? { try? outcome(of: part).get() }

    /// Whether a part holds; nil where it gives no true or false.
    func holds(_ part: Expression) -> Bool? {
        if case .bool(let holds) = value(of: part) { holds } else { nil }
    }

    /// The clauses that must all hold for this one to hold, each with where its text begins in this one's.
    var conjuncts: [(clause: Clause, offset: Int)] {
        expression.conjuncts.compactMap { part in
            Clause(text(of: part), environment, activation).map { ($0, part.range.lowerBound) }
        }
    }

    /// The innermost part that fails for this reason.
    func origin(of error: EvaluationError) -> Expression {
        let part = innermost(failingAs: error, in: expression)
        // What stands in a macro fails only within it, so that there the place must tell.
        guard part.bindsNames, let offset = error.offset else { return part }
        return part.part(anchoredAt: offset) ?? part
    }

    private func innermost(failingAs error: EvaluationError, in part: Expression) -> Expression {
        for child in part.children {
            if case .failure(let inner) = outcome(of: child), inner.code == error.code, inner.fact == error.fact {
                return innermost(failingAs: error, in: child)
            }
        }
        return part
    }
}

extension Expression {
    /// Whether names have a meaning in it that they have nowhere else.
    fileprivate var bindsNames: Bool {
        switch kind {
        case .comprehension, .bind, .optionalMap: true
        default: false
        }
    }

    fileprivate func part(anchoredAt offset: Int) -> Expression? {
        anchor == offset ? self : children.lazy.compactMap { $0.part(anchoredAt: offset) }.first
    }
}
