package import JSON

/// The elements of a list, wherever they lie.
package enum ListView: Sequence {
    case values([Value])
    case json(JSONValue)

    /// Nil where the value is no list.
    package init?(_ value: Value) {
        switch value {
        case .list(let list): self = .values(list.elements)
        case .json(let json) where json.kind == .array: self = .json(json)
        default: return nil
        }
    }

    package var count: Int {
        switch self {
        case .values(let values): values.count
        case .json(let json): json.count
        }
    }

    package subscript(position: Int) -> Value? {
        switch self {
        case .values(let values): values.indices.contains(position) ? values[position] : nil
        case .json(let json): json[position].map { Value($0) }
        }
    }

    package var array: [Value] {
        switch self {
        case .values(let values): values
        case .json(let json): json.elements.map { Value($0) }
        }
    }

    package func makeIterator() -> AnyIterator<Value> {
        switch self {
        case .values(let values): AnyIterator(values.makeIterator())
        case .json(let json): AnyIterator(json.elements.lazy.map { Value($0) }.makeIterator())
        }
    }
}
