import CEL

/// A condition that is decided before anything is read from an API.
///
/// Routes of one source ask much the same of an event, so what they share is found out once for each event: a condition
/// is a list of clauses that must all hold, and a clause that several conditions have is decided once for all of them.
struct EarlyCondition: Sendable {
    /// As it was written.
    let program: Program
    /// Empty as long as nobody has compared it with others.
    let clauses: [Clause]
    /// The shared paths that the clauses read.
    let paths: EventReading

    struct Clause: Sendable {
        /// Over the shared paths.
        let program: Program
        let paths: EventReading
        /// The clause itself among those that several conditions have; empty for one of its own.
        let shared: SharedClauses
    }

    init(_ program: Program, clauses: [Clause] = []) {
        self.program = program
        self.clauses = clauses
        paths = EventReading(clauses.map(\.paths))
    }

    /// Decides clause by clause; where that is not possible, the condition as it was written tells best what is wrong.
    func evaluate(_ values: inout EventValues) throws(EvaluationError) -> Value {
        guard !clauses.isEmpty else { return try program.evaluate(values.activation) }
        for clause in clauses {
            switch values.holds(clause) {
            case true?: continue
            case false?: return .bool(false)
            case nil: return try program.evaluate(values.activation)
            }
        }
        return .bool(true)
    }
}

/// Clauses that several conditions have.
struct SharedClauses: OptionSet, Sendable {
    let rawValue: UInt128

    /// More than these have no bit.
    static let limit = 128

    init(rawValue: UInt128) {
        self.rawValue = rawValue
    }

    init(number: Int) {
        precondition(number < Self.limit, "each shared clause has a bit")
        rawValue = 1 << UInt128(number)
    }
}
