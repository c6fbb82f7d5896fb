/// The elements of a list that an expression made.
package final class ListValue: Sendable {
    package let elements: [Value]
    /// See `Value.weight`.
    let weight: Int
    /// See `Value.depth`.
    let depth: Int

    package init(_ elements: [Value]) {
        self.elements = elements
        weight = elements.reduce(1) { $0.addingClamped($1.weight) }
        depth = 1 + elements.reduce(0) { max($0, $1.depth) }
    }

    static let empty = ListValue([])
}

extension Value {
    package static func list(_ elements: [Value]) -> Value { .list(ListValue(elements)) }
}
