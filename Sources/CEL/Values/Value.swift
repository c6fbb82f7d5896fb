package import CivilTime
package import JSON

/// A value that an expression computes with.
package enum Value: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list(ListValue)
    case map(MapValue)
    case timestamp(Timestamp)
    case duration(Duration)
    /// A type as a value, by its name: what `type(x)` gives.
    case type(String)
    indirect case optional(Value?)
    /// A value of a type that the host declares.
    case opaque(any OpaqueValue)
    /// A value of a JSON text that nobody has computed with yet: it keeps its digits and costs nothing.
    case json(JSONValue)
}

/// A value of a type that the language does not know; only the host's functions look into it.
package protocol OpaqueValue: AnyObject, Sendable {
    /// The type's name, as `type(x)` shows it.
    var typeName: String { get }
    func isEqual(to other: any OpaqueValue) -> Bool
    /// The number that stands for the value in JSON and in texts, digit for digit; nil where none does.
    var jsonNumber: String? { get }
}

extension OpaqueValue {
    package var jsonNumber: String? { nil }
}

extension Value {
    /// Takes a JSON value in: what fits a scalar at once becomes one, the rest stays where it is.
    ///
    /// Integers within 64 bits are `int` or `uint`, other numbers `double`; a number keeps its text as long as it is only
    /// passed on.
    package init(_ json: JSONValue) {
        switch json.scalar {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .int(let int): self = .int(int)
        case .shortString(let text): self = .string(text)
        case .other: self = .json(json)
        }
    }

    /// The same value with a JSON scalar turned into the language's own; arrays and objects stay.
    package var resolved: Value {
        guard case .json(let json) = self else { return self }
        switch json.kind {
        case .string: return .string(json.string ?? "")
        case .number:
            guard json.isInteger else { return .double(json.double ?? 0) }
            if let int = json.int { return .int(int) }
            return json.uint.map { .uint($0) } ?? .double(json.double ?? 0)
        case .null, .bool, .array, .object: return self
        }
    }

    /// The same value, resolved; a long text with escapes or a long number costs what reading it costs.
    package func resolved(paying budget: inout Budget) throws(EvaluationError) -> Value {
        guard case .json(let json) = self else { return self }
        switch json.kind {
        case .string: try budget.charge(json.byteRange.count / (json.hasEscapes ? 4 : 64))
        case .number: try budget.charge(json.byteRange.count / 4)
        case .null, .bool, .array, .object: return self
        }
        return resolved
    }

    /// The name of the value's type.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        case .optional: "optional_type"
        case .opaque(let value): value.typeName
        case .json(let json): Self.typeName(of: json)
        }
    }

    private static func typeName(of json: JSONValue) -> String {
        switch json.kind {
        case .null: "null_type"
        case .bool: "bool"
        case .number: json.isInteger ? (json.int != nil ? "int" : json.uint != nil ? "uint" : "double") : "double"
        case .string: "string"
        case .array: "list"
        case .object: "map"
        }
    }
}
