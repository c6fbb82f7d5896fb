import CEL
import JSON

/// A plain path into a body: to walk it takes less than to evaluate an expression.
struct BodyPath: Sendable {
    private let steps: [JSONName]

    init(_ steps: [String]) {
        self.steps = steps.map { JSONName($0) }
    }

    /// What stands at its end; nil where a step is missing.
    func value(in body: JSONValue) -> Value? { json(in: body).map { Value($0) } }

    /// What stands at its end, as it stands there.
    func json(in body: JSONValue) -> JSONValue? {
        var value = body
        for step in steps {
            guard let next = value[step] else { return nil }
            value = next
        }
        return value
    }
}
