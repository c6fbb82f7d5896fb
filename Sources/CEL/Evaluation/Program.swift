/// An expression ready to be evaluated, any number of times, by any thread.
///
/// A class, because it is large and never changes: whoever hands a condition on copies one reference.
package final class Program: Sendable {
    package let source: SourceText
    package let expression: Expression
    /// The type that the checker found; `dyn` where it was not asked.
    package let type: ValueType
    private let environment: Environment
    private let limits: Budget.Limits
    private let step: Step
    private let locals: Int

    init(
        source: SourceText,
        expression: Expression,
        type: ValueType,
        environment: Environment,
        step: Step,
        locals: Int
    ) {
        self.source = source
        self.expression = expression
        self.type = type
        self.environment = environment
        limits = environment.limits
        self.step = step
        self.locals = locals
    }

    /// Evaluates with the variables of an activation.
    package func evaluate(_ activation: Activation) throws(EvaluationError) -> Value {
        var frame = Frame(
            variables: activation.values,
            locals: locals == 0 ? [] : Array(repeating: .null, count: locals),
            budget: Budget(limits)
        )
        return try step(&frame)
    }

    /// An activation without any value yet.
    package var activation: Activation { Activation(environment) }

    /// The error as a user should read it: place, fact, and the line with a caret.
    package func describe(_ error: EvaluationError) -> String {
        Problem(at: error.offset ?? 0, error.fact).description(in: source)
    }
}

/// The values of an environment's variables for one evaluation.
package struct Activation: Sendable {
    fileprivate(set) var values: [Value?]
    private let slots: [String: Int]

    package init(_ environment: Environment) {
        slots = environment.slots
        values = Array(repeating: nil, count: environment.variables.count)
    }

    /// Sets a variable by its slot, as `Environment.declare` gave it.
    package subscript(slot: Int) -> Value? {
        get { values[slot] }
        set { values[slot] = newValue }
    }

    /// Sets a variable by its name; a name that the environment does not know is the caller's mistake.
    package subscript(name: String) -> Value? {
        get { slots[name].flatMap { values[$0] } }
        set {
            guard let slot = slots[name] else { preconditionFailure("no variable \(name) is declared") }
            values[slot] = newValue
        }
    }
}
