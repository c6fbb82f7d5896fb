/// A value as the machine computes with it, where that loses nothing.
package enum JSONScalar: Sendable {
    case null
    case bool(Bool)
    /// An integer of 64 bits whose text is the shortest one.
    case int(Int64)
    /// A string of at most fifteen bytes, which needs no memory of its own.
    case shortString(String)
    /// All else: it stays where it is.
    case other
}

extension JSONValue {
    package var scalar: JSONScalar {
        let entry = entry
        switch entry.kind {
        case .null: return .null
        case .bool: return .bool(entry.flags.contains(.isTrue))
        case .number:
            // "-0" is an integer too, but not as `Int64` writes it.
            guard let int, int != 0 || entry.range.count == 1 else { return .other }
            return .int(int)
        case .string:
            guard entry.range.count <= 15, let string else { return .other }
            return .shortString(string)
        case .array, .object: return .other
        }
    }
}
