import CEL

/// `cents`, from amounts to whole minor units, and `units`, back to an exact decimal.
enum Money {
    static let functions = [cents, units]

    private static let decimal = ValueType.opaque(Decimal.name)

    private static let cents = Function(
        "cents",
        forms(of: [.int, .uint, .double, .string, decimal], returning: .int),
        .unresolvedUnary { amount, budget throws(EvaluationError) in
            try MinorUnits.commonScale.read(amount, &budget).map { .int($0) }
        },
        .unresolvedBinary { amount, scale, budget throws(EvaluationError) in
            try MinorUnits(scale: scale)?.read(amount, &budget).map { .int($0) }
        },
        prepare: { constants throws(EvaluationError) in
            // An amount or a currency that cannot be is a mistake to report before anything runs.
            guard let currency = try currency(among: constants) else { return nil }
            var budget = Budget()
            if let amount = constants[0] { _ = try currency.read(amount, &budget) }
            return nil
        }
    )

    private static let units = Function(
        "units",
        forms(of: [.int, .uint], returning: decimal),
        .unary { units, _ throws(EvaluationError) in
            .opaque(MinorUnits.commonScale.decimal(try whole(units)))
        },
        .binary { units, scale, _ throws(EvaluationError) in
            try MinorUnits(scale: scale).map { currency throws(EvaluationError) in
                .opaque(currency.decimal(try whole(units)))
            }
        },
        prepare: { constants throws(EvaluationError) in
            _ = try currency(among: constants)
            return nil
        }
    )

    private static func forms(of amounts: [ValueType], returning result: ValueType) -> [Overload] {
        amounts.map { .global($0, returns: result) } + amounts.map { .global($0, .int, returns: result) }
    }

    /// The currency that a call's constants tell; nil where it is found out when the expression runs.
    private static func currency(among constants: [Value?]) throws(EvaluationError) -> MinorUnits? {
        guard constants.count == 2 else { return .commonScale }
        guard let scale = constants[1] else { return nil }
        return try MinorUnits(scale: scale)
    }

    private static func whole(_ units: Value) throws(EvaluationError) -> Int64 {
        switch units {
        case .int(let int): return int
        case .uint(let uint):
            guard let int = Int64(exactly: uint) else {
                throw EvaluationError(.overflow, "the minor units are beyond the range of int")
            }
            return int
        default:
            throw EvaluationError(
                .noSuchOverload,
                "units() takes a whole number of minor units, no \(units.typeName). "
                    + "Write int(x) for a number of cents, units(cents(x)) for an amount"
            )
        }
    }
}
