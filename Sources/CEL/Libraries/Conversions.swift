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
            default: throw try unreadable(value, "bool", &budget)
            }
        default: return nil
        }
    }

    private static func toBytes(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .bytes: return value
        case .string(let text):
            try budget.admit(bytes: text.utf8.count)
            try budget.charge(text.utf8.count, .copied)
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
            return .double(try read(text, upTo: longestFraction, "double", &budget) { Double($0) })
        default: return nil
        }
    }

    private static func toInt(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .int: return value
        case .uint(let uint): return .int(try inRange(Int64(exactly: uint), value, "int", &budget))
        case .double(let double):
            // -2^63 itself is refused as well: the specification asks for it, since neighbours round onto it.
            guard double > -0x1p63, double < 0x1p63 else { throw try outOfRange(value, "int", &budget) }
            return .int(Int64(double))
        case .string(let text): return .int(try read(text, "int", &budget) { Int64($0) })
        case .timestamp(let timestamp): return .int(timestamp.seconds)
        default: return nil
        }
    }

    private static func toUInt(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .uint: return value
        case .int(let int): return .uint(try inRange(UInt64(exactly: int), value, "uint", &budget))
        case .double(let double):
            guard double >= 0, double < 0x1p64 else { throw try outOfRange(value, "uint", &budget) }
            return .uint(UInt64(double))
        case .string(let text):
            // UInt64 would read "-0".
            // UInt64 would read "-0".
            return .uint(try read(text, "uint", &budget) { $0.utf8.first == UInt8(ascii: "-") ? nil : UInt64($0) })
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
            try budget.charge(bytes.count, .scanned)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw EvaluationError(.invalidArgument, "the bytes are not UTF-8")
            }
            return .string(text)
        case .timestamp(let timestamp): return .string(timestamp.rfc3339)
        case .duration(let duration): return .string(duration.text)
        case .opaque(let opaque): return opaque.jsonNumber.map { .string($0) }
        default: return nil
        }
    }

    private static func toTimestamp(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .timestamp: return value
        case .int(let seconds): return .timestamp(try inRange(Timestamp(seconds: seconds), value, "timestamp", &budget))
        case .string(let text): return .timestamp(try read(text, "timestamp", &budget) { Timestamp(rfc3339: $0) })
        default: return nil
        }
    }

    private static func toDuration(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .duration: return value
        case .string(let text): return .duration(try read(text, "duration", &budget) { Duration(text: $0) })
        default: return nil
        }
    }

    // MARK: Texts

    /// Longer texts are read as nothing: so long is no number, moment or duration that somebody means.
    private static let longest = 100
    /// The longest text of a double; the exact value of one may have close to 800 digits.
    private static let longestFraction = 1_000

    private static func read<Result>(
        _ text: String,
        upTo limit: Int = longest,
        _ type: String,
        _ budget: inout Budget,
        _ parse: (String) -> Result?
    ) throws(EvaluationError) -> Result {
        try budget.charge(min(text.utf8.count, limit), .worked)
        guard text.utf8.count <= limit, let result = parse(text) else {
            throw try unreadable(.string(text), type, &budget)
        }
        return result
    }

    // MARK: Errors

    private static func inRange<Result>(
        _ result: Result?,
        _ value: Value,
        _ type: String,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Result {
        guard let result else { throw try outOfRange(value, type, &budget) }
        return result
    }

    private static func outOfRange(
        _ value: Value,
        _ type: String,
        _ budget: inout Budget
    ) throws(EvaluationError) -> EvaluationError {
        try budget.chargeForFailure()
        return EvaluationError(.overflow, "\(value.shown) is beyond the range of \(type)")
    }

    private static func unreadable(
        _ value: Value,
        _ type: String,
        _ budget: inout Budget
    ) throws(EvaluationError) -> EvaluationError {
        try budget.chargeForFailure()
        return EvaluationError(.invalidArgument, "\(value.shown) cannot be read as \(type)")
    }
}
