import CEL

/// The names that the conditions of answer rules may speak of.
struct AnswerVocabulary: Sendable {
    let environment: Environment
    /// Without any value yet.
    let activation: Activation
    private let slots: [Name: Int]

    enum Name: String, CaseIterable, Sendable {
        case status, headers, body, text, cut, failure, sent, request, attempt, lane, read
    }

    /// - Parameter base: The environment with the functions that rules may call.
    init(_ base: Environment) {
        var environment = base
        slots = Dictionary(
            uniqueKeysWithValues: Name.allCases.map { ($0, environment.declare($0.rawValue, Self.type(of: $0))) }
        )
        self.environment = environment
        activation = Activation(environment)
    }

    private static func type(of name: Name) -> ValueType {
        switch name {
        case .status: .int
        case .headers: .map(.string, .string)
        case .body, .read: .dyn
        case .text, .failure: .string
        case .cut, .sent: .bool
        case .request: .record(request)
        case .attempt: .record(RecordType("attempt", fields: ["number": .int, "inDoubt": .int]))
        case .lane: .record(RecordType("lane", fields: ["deliveredAgo": .int], isOpen: true))
        }
    }

    private static let request = RecordType(
        "request",
        fields: ["method": .string, "path": .map(.string, .string), "query": .map(.string, .string), "body": .dyn]
    )

    func slot(of name: Name) -> Int {
        guard let slot = slots[name] else { preconditionFailure("every name has a slot") }
        return slot
    }

    /// The names that an expression may read; a macro's variable of such a name counts too, which costs only time.
    static func names(in expression: Expression) -> Set<Name> {
        if case .identifier(let text, _) = expression.kind, let name = Name(rawValue: text) { return [name] }
        return expression.children.reduce(into: []) { $0.formUnion(names(in: $1)) }
    }

    /// The headers that an expression speaks of, each by a name that is written out; nil where that may be any.
    static func headers(in expression: Expression) -> [String]? {
        if case .index(let map, let key, _) = expression.kind, isHeaders(map),
            case .literal(.string(let name)) = key.kind
        {
            return [name]
        }
        guard !isHeaders(expression) else { return nil }
        let parts = expression.children.map { headers(in: $0) }
        return parts.contains(nil) ? nil : parts.flatMap { $0 ?? [] }
    }

    private static func isHeaders(_ expression: Expression) -> Bool {
        if case .identifier(let text, _) = expression.kind { text == Name.headers.rawValue } else { false }
    }
}
