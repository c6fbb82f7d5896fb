/// A type as the checker reasons about it, finer than the type that a value shows at run time.
package indirect enum ValueType: Sendable, Hashable {
    /// Anything: decided when the expression runs.
    case dyn
    case null, bool, int, uint, double, string, bytes, timestamp, duration
    case list(ValueType)
    case map(ValueType, ValueType)
    case optional(ValueType)
    /// The type of a type: `type(1)` is a `type(int)`.
    case type(ValueType)
    /// A map whose fields are known.
    case record(RecordType)
    /// A type of the host's, by name.
    case opaque(String)
    /// In a signature: any one type, the same wherever the letter stands.
    case parameter(String)
    /// While checking: a type that is not known yet.
    case unknown(Int)
}

/// A map of which it is known what fields it may have.
package struct RecordType: Sendable, Hashable {
    package let name: String
    package let fields: [String: ValueType]
    /// Whether other fields may be there too, of types nobody knows.
    package let isOpen: Bool

    package init(_ name: String, fields: [String: ValueType], isOpen: Bool = false) {
        self.name = name
        self.fields = fields
        self.isOpen = isOpen
    }
}

extension ValueType: CustomStringConvertible {
    package var description: String { description(depth: 0) }

    private func description(depth: Int) -> String {
        // What lies deeper nobody reads.
        guard depth < 6 else { return "…" }
        let depth = depth + 1
        return switch self {
        case .null: "null"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .list(let element): "list(\(element.description(depth: depth)))"
        case .map(let key, let value): "map(\(key.description(depth: depth)), \(value.description(depth: depth)))"
        case .optional(let content): "optional(\(content.description(depth: depth)))"
        case .type(let type): "type(\(type.description(depth: depth)))"
        case .record(let record): record.name
        case .parameter(let letter): letter
        case .dyn, .unknown, .bool, .int, .uint, .double, .string, .bytes, .opaque: runtimeName
        }
    }
}

extension ValueType {
    /// The name of the coarser type that values show at run time.
    var runtimeName: String {
        switch self {
        case .dyn, .unknown, .parameter: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map, .record: "map"
        case .optional: "optional_type"
        case .type: "type"
        case .opaque(let name): name
        }
    }
}
