/// The state of one evaluation.
struct Frame: ~Copyable {
    /// The host's variables by slot; nil where the host gave none.
    let variables: [Value?]
    /// The macros' variables; each has a place of its own.
    var locals: [Value]
    /// Why a bound name has no value: an error only where the name is read.
    var failures: [Int: EvaluationError] = [:]
    var budget: Budget
}

/// A compiled expression: called with the state, it gives the value.
///
/// A struct and not a bare closure: in arrays and optionals bare closures are called through thunks.
struct Step: Sendable {
    private let run: @Sendable (inout Frame) throws(EvaluationError) -> Value

    init(_ run: @escaping @Sendable (inout Frame) throws(EvaluationError) -> Value) {
        self.run = run
    }

    func callAsFunction(_ frame: inout Frame) throws(EvaluationError) -> Value {
        try run(&frame)
    }
}
