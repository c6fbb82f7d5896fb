import CEL

/// Where in a request something is found: an expression over its body, headers and query.
struct RequestPlace: Sendable {
    let program: Program
    /// What has to be made ready for it.
    let reads: Reading
    /// Whether it looks at what a signature of the body does not cover.
    let isBeyondBody: Bool
    /// The header that the expression is and no more: found without a map of them all, as most ids are.
    private let header: String?

    /// The parts of a request that have to be made into values, apart from the body.
    struct Reading: OptionSet, Sendable {
        let rawValue: UInt8

        static let headers = Reading(rawValue: 1)
        static let query = Reading(rawValue: 2)
    }

    init(_ program: Program) {
        self.program = program
        let named = Self.named(in: program.expression)
        isBeyondBody = !named.isEmpty
        header = Self.header(program.expression)
        reads = header == nil ? named : []
    }

    /// What stands there; nil where nothing does, and where the expression fails.
    func value(_ headers: [String: String], _ activation: Activation) -> Value? {
        if let header { return headers[header].map { .string($0) } }
        return try? program.evaluate(activation)
    }

    func text(_ headers: [String: String], _ activation: Activation) -> String? {
        EventText.text(value(headers, activation))
    }

    private static func named(in expression: Expression) -> Reading {
        switch expression.kind {
        case .identifier("headers", _): .headers
        case .identifier("query", _): .query
        default: expression.children.reduce(into: []) { $0.formUnion(named(in: $1)) }
        }
    }

    /// The name in `headers['name']`.
    private static func header(_ expression: Expression) -> String? {
        guard let steps = AccessPath(expression)?.steps, steps.count == 2, steps[0] == "headers" else { return nil }
        return steps[1]
    }
}
