/// The state of one evaluation.
struct Frame: ~Copyable {
    /// The host's variables by slot; nil where the host gave none.
    let variables: [Value?]
    /// The macros' variables; each has a place of its own.
    var locals: [Value]
    var budget: Budget
}

/// A compiled expression: called with the state, it gives the value.
typealias Step = @Sendable (inout Frame) throws(EvaluationError) -> Value
