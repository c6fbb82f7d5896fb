/// `math.round`, `math.abs`, `math.sign`, `math.sqrt` and their like: functions of one number.
enum Rounding {
    static let all: [Function] = [
        rounding("math.ceil", .up),
        rounding("math.floor", .down),
        rounding("math.round", .toNearestOrAwayFromZero),
        rounding("math.trunc", .towardZero),
        testing("math.isNaN") { $0.isNaN },
        testing("math.isInf") { $0.isInfinite },
        testing("math.isFinite") { $0.isFinite },
        Function(
            "math.abs",
            numbers.map { .global($0, returns: $0) },
            .unary { value, _ throws(EvaluationError) in try size(value) }
        ),
        Function(
            "math.sign",
            numbers.map { .global($0, returns: $0) },
            .unary { value, _ throws(EvaluationError) in sign(value) }
        ),
        Function(
            "math.sqrt",
            numbers.map { .global($0, returns: .double) },
            .unary { value, _ throws(EvaluationError) in
                switch value {
                case .int(let int): .double(Double(int).squareRoot())
                case .uint(let uint): .double(Double(uint).squareRoot())
                case .double(let double): .double(double.squareRoot())
                default: nil
                }
            }
        ),
    ]

    private static let numbers: [ValueType] = [.int, .uint, .double]

    private static func rounding(_ name: String, _ rule: FloatingPointRoundingRule) -> Function {
        Function(
            name,
            [.global(.double, returns: .double)],
            .unary { value, _ throws(EvaluationError) in
                guard case .double(let double) = value else { return nil }
                return .double(double.rounded(rule))
            }
        )
    }

    private static func testing(_ name: String, _ holds: @escaping @Sendable (Double) -> Bool) -> Function {
        Function(
            name,
            [.global(.double, returns: .bool)],
            .unary { value, _ throws(EvaluationError) in
                guard case .double(let double) = value else { return nil }
                return .bool(holds(double))
            }
        )
    }

    private static func size(_ value: Value) throws(EvaluationError) -> Value? {
        switch value {
        case .int(.min):
            throw EvaluationError(.overflow, "the absolute value of \(Int64.min) is beyond the range of int")
        case .int(let int): .int(abs(int))
        case .uint: value
        case .double(let double): .double(double.magnitude)
        default: nil
        }
    }

    private static func sign(_ value: Value) -> Value? {
        switch value {
        case .int(let int): .int(int.signum())
        case .uint(let uint): .uint(min(uint, 1))
        case .double(let double): .double(double.isNaN ? double : double > 0 ? 1 : double < 0 ? -1 : 0)
        default: nil
        }
    }
}
