package import JSON

/// The entries of a map, wherever they lie.
package enum MapView {
    case values(MapValue)
    case json(JSONValue)

    /// Nil where the value is no map.
    package init?(_ value: Value) {
        switch value {
        case .map(let map): self = .values(map)
        case .json(let json) where json.kind == .object: self = .json(json)
        default: return nil
        }
    }

    package var count: Int {
        switch self {
        case .values(let map): map.count
        case .json(let json): json.count
        }
    }

    /// How much is looked through to find a key.
    var lookupSize: Int {
        if case .json(let json) = self { json.count } else { 1 }
    }

    package subscript(key: Value) -> Value? {
        switch self {
        case .values(let map): return map[key]
        case .json(let json):
            guard case .string(let name) = key.resolved else { return nil }
            return json[name].map { Value($0) }
        }
    }

    package subscript(field: JSONName) -> Value? {
        switch self {
        case .values(let map): map[.string(field.text)]
        case .json(let json): json[field].map { Value($0) }
        }
    }

    package var keys: [Value] {
        switch self {
        case .values(let map): map.keys
        case .json(let json): json.members.map { .string($0.name) }
        }
    }

    package var entries: [(key: Value, value: Value)] {
        switch self {
        case .values(let map): zip(map.keys, map.values).map { ($0, $1) }
        case .json(let json): json.members.map { (.string($0.name), Value($0.value)) }
        }
    }

    func hasEqualEntries(to other: MapView) -> Bool {
        guard count == other.count, let indexed = MapValue(other.entries) else { return false }
        return entries.allSatisfy { indexed[$0.key] == $0.value }
    }
}
