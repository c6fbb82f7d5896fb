import CEL
import JSON

/// A path into an event's body that several conditions read: it is walked once for each event.
struct SharedPath: Sendable {
    private let steps: [JSONName]
    let slot: Int

    static let prefix = "event.body."

    init(_ path: String, slot: Int) {
        steps = path.dropFirst(Self.prefix.count).split(separator: ".").map { JSONName(String($0)) }
        self.slot = slot
    }

    /// What stands at its end; nil where a step is missing.
    func value(in body: JSONValue) -> Value? {
        var value = body
        for step in steps {
            guard let next = value[step] else { return nil }
            value = next
        }
        return Value(value)
    }

    /// The paths that stand in at least two of the expressions.
    static func common(to expressions: [Expression]) -> [String] {
        var counts: [String: Int] = [:]
        for expression in expressions {
            for path in Set(paths(in: expression)) { counts[path, default: 0] += 1 }
        }
        return counts.filter { $0.value > 1 }.keys.sorted()
    }

    /// The longest plain paths into the body.
    static func paths(in expression: Expression) -> [String] {
        if let (name, _) = expression.dottedName, name.hasPrefix(prefix) { return [name] }
        return expression.children.flatMap(paths)
    }
}
