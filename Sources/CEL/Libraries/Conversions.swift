import CivilTime

/// `int(x)`, `string(x)` and the other conversions, `type(x)`, `dyn(x)`.
enum Conversions {
    static let all: [Function] = [
        make("bool", .bool, from: [.bool, .string], toBool),
        make("bytes", .bytes, from: [.bytes, .string], toBytes),
        make("double", .double, from: [.double, .int, .uint, .string], toDouble),
        make("int", .int, from: [.int, .uint, .double, .string, .timestamp], toInt),
        make("uint", .uint, from: [.uint, .int, .double, .string], toUInt),
        make(
            "string",
            .string,
            from: [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration],
            toString
        ),
        make("timestamp", .timestamp, from: [.timestamp, .string, .int], toTimestamp),
        make("duration", .duration, from: [.duration, .string], toDuration),
        Function("dyn", [.global(.a, returns: .dyn)], .unresolvedUnary { value, _ throws(EvaluationError) in value }),
        Function(
            "type",
            [.global(.a, returns: .type(.a))],
            .unary { value, _ throws(EvaluationError) in .type(value.typeName) }
        ),
    ]

    private static func make(
        _ name: String,
        _ result: ValueType,
        from types: [ValueType],
        _ convert: @escaping @Sendable (Value, inout Budget) throws(EvaluationError) -> Value?
    ) -> Function {
        Function(name, types.map { .global($0, returns: result) }, .unary(convert)) {
            constants throws(EvaluationError) in
            // A constant that cannot be converted is a mistake to report before anything runs.
            guard let constant = constants.first ?? nil, result == .timestamp || result == .duration else { return nil }
            var budget = Budget()
            guard let value = try convert(constant, &budget) else { return nil }
            return .unary { _, _ throws(EvaluationError) in value }
        }
    }

    private static func toBool(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .bool: return value
        case .string(let text):
            switch text {
            case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
            case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
            default: throw unreadable(value, "bool")
            }
        default: return nil
        }
    }

    private static func toBytes(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .bytes: return value
        case .string(let text):
            try budget.admit(bytes: text.utf8.count)
            return .bytes(Array(text.utf8))
        default: return nil
        }
    }

    private static func toDouble(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .double: return value
        case .int(let int): return .double(Double(int))
        case .uint(let uint): return .double(Double(uint))
        case .string(let text):
            try budget.charge(value.weight)
            guard let double = Double(text) else { throw unreadable(value, "double") }
            return .double(double)
        default: return nil
        }
    }

    private static func toInt(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .int: return value
        case .uint(let uint): return .int(try inRange(Int64(exactly: uint), value, "int"))
        case .double(let double):
            // -2^63 itself is refused as well: the specification asks for it, since neighbours round onto it.
            guard double > -0x1p63, double < 0x1p63 else { throw outOfRange(value, "int") }
            return .int(Int64(double))
        case .string(let text): return .int(try readable(Int64(text), value, "int"))
        case .timestamp(let timestamp): return .int(timestamp.seconds)
        default: return nil
        }
    }

    private static func toUInt(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .uint: return value
        case .int(let int): return .uint(try inRange(UInt64(exactly: int), value, "uint"))
        case .double(let double):
            guard double >= 0, double < 0x1p64 else { throw outOfRange(value, "uint") }
            return .uint(UInt64(double))
        case .string(let text):
            // UInt64 would read "-0".
            return .uint(try readable(text.utf8.first == UInt8(ascii: "-") ? nil : UInt64(text), value, "uint"))
        default: return nil
        }
    }

    private static func toString(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .string: return value
        case .bool(let bool): return .string(String(bool))
        case .int(let int): return .string(String(int))
        case .uint(let uint): return .string(String(uint))
        case .double(let double): return .string(DoubleText.general(double))
        case .bytes(let bytes):
            try budget.admit(bytes: bytes.count)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw EvaluationError(.invalidArgument, "the bytes are not UTF-8")
            }
            return .string(text)
        case .timestamp(let timestamp): return .string(timestamp.rfc3339)
        case .duration(let duration): return .string(duration.text)
        default: return nil
        }
    }

    private static func toTimestamp(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .timestamp: return value
        case .int(let seconds): return .timestamp(try inRange(Timestamp(seconds: seconds), value, "timestamp"))
        case .string(let text): return .timestamp(try readable(Timestamp(rfc3339: text), value, "timestamp"))
        default: return nil
        }
    }

    private static func toDuration(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .duration: return value
        case .string(let text): return .duration(try readable(Duration(text: text), value, "duration"))
        default: return nil
        }
    }

    // MARK: Errors

    private static func inRange<Result>(
        _ result: Result?,
        _ value: Value,
        _ type: String
    ) throws(EvaluationError) -> Result {
        guard let result else { throw outOfRange(value, type) }
        return result
    }

    private static func readable<Result>(
        _ result: Result?,
        _ value: Value,
        _ type: String
    ) throws(EvaluationError) -> Result {
        guard let result else { throw unreadable(value, type) }
        return result
    }

    private static func outOfRange(_ value: Value, _ type: String) -> EvaluationError {
        EvaluationError(.overflow, "\(value.shown) is beyond the range of \(type)")
    }

    private static func unreadable(_ value: Value, _ type: String) -> EvaluationError {
        EvaluationError(.invalidArgument, "\(value.shown) cannot be read as \(type)")
    }
}
