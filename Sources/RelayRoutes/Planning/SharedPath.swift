import CEL
import JSON

/// A path into an event's body that several conditions read: it is walked once for each event.
struct SharedPath: Sendable {
    let bit: EventReading
    let slot: Int
    private let path: BodyPath

    static let prefix = "event.body."

    init(_ name: String, bit: EventReading, slot: Int) {
        self.bit = bit
        self.slot = slot
        path = BodyPath(name.dropFirst(Self.prefix.count).split(separator: ".").map(String.init))
    }

    /// What stands at its end; nil where a step is missing.
    func value(in body: JSONValue) -> Value? { path.value(in: body) }

    /// The longest plain paths into the body.
    static func names(in expression: Expression) -> [String] {
        if let (name, _) = expression.dottedName, name.hasPrefix(prefix) { return [name] }
        return expression.children.flatMap(names)
    }
}
