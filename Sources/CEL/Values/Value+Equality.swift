import JSON

extension Value: Equatable {
    /// Whether both are the same value; numbers of different types by their size, otherwise other types are unequal.
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.string(let left), .string(let right)): left.isIdentical(to: right)
        case (.int(let left), .int(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.null, .null): true
        case (.bytes(let left), .bytes(let right)): left == right
        case (.list(let left), .list(let right)): left.elements == right.elements
        case (.map(let left), .map(let right)): left.hasEqualEntries(to: right)
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.duration(let left), .duration(let right)): left == right
        case (.type(let left), .type(let right)): left.isIdentical(to: right)
        case (.optional(let left), .optional(let right)): left == right
        case (.opaque(let left), .opaque(let right)): left.isEqual(to: right)
        case (.json(let json), let value), (let value, .json(let json)): isEqual(json, value)
        default:
            if let left = Numeric(left), let right = Numeric(right) { Numeric.compare(left, right) == 0 } else { false }
        }
    }

    /// Compares without making values of what lies in the JSON text, as far as that goes.
    private static func isEqual(_ json: JSONValue, _ other: Value) -> Bool {
        switch (json.kind, other) {
        case (.string, .string(let text)): json.spells(text.utf8Span.span)
        case (.string, .json(let other)): json == other
        case (.string, _): false
        case (.array, _), (.object, _): isEqualContainer(json, other)
        default: isScalar(other) && Value.json(json).resolved == other.resolved
        }
    }

    private static func isScalar(_ value: Value) -> Bool {
        if case .json(let json) = value { json.kind == .number || json.kind == .string } else { true }
    }

    private static func isEqualContainer(_ json: JSONValue, _ other: Value) -> Bool {
        guard let own = ListView(.json(json)) else {
            guard let own = MapView(.json(json)), let other = MapView(other) else { return false }
            return own.hasEqualEntries(to: other)
        }
        guard let other = ListView(other), own.count == other.count else { return false }
        return zip(own, other).allSatisfy { $0 == $1 }
    }
}

extension MapValue {
    fileprivate func hasEqualEntries(to other: MapValue) -> Bool {
        count == other.count && zip(keys, values).allSatisfy { other[$0] == $1 }
    }
}
