import CEL
import JSON

/// Reads amounts as whole numbers of a currency's smallest unit, and never rounds.
struct MinorUnits {
    /// How many digits of the currency stand behind the point.
    private let scale: Int

    static let commonScale = MinorUnits(scale: 2)

    private init(scale: Int) {
        self.scale = scale
    }

    /// - Throws: for a scale that no currency has.
    init?(scale: Value) throws(EvaluationError) {
        guard case .int(let digits) = scale.resolved else { return nil }
        guard let digits = Int(exactly: digits), 0...4 ~= digits else {
            throw EvaluationError(.outOfRange, "a currency has 0 to 4 digits behind the point, not \(digits)")
        }
        self.scale = digits
    }

    /// An amount of any type as minor units; nil for a value that is none.
    func read(_ amount: Value, _ budget: inout Budget) throws(EvaluationError) -> Int64? {
        switch amount {
        case .int(let int): return try units(String(int), &budget)
        case .uint(let uint): return try units(String(uint), &budget)
        case .double(let double): return try read(double, &budget)
        case .string(let text): return try read(text, &budget)
        case .opaque(let opaque):
            guard let decimal = opaque as? Decimal else { return nil }
            return try units(decimal.digits, &budget)
        case .json(let json): return try read(json, &budget)
        default: return nil
        }
    }

    /// Reads what JSON says, digit for digit: `50.005` is not the binary fraction beside it.
    private func read(_ json: JSONValue, _ budget: inout Budget) throws(EvaluationError) -> Int64? {
        switch json.kind {
        case .number:
            try budget.charge(json.byteRange.count, .worked)
            return try json.number.map { number throws(EvaluationError) in try units(number, &budget) }
        case .string: return try read(Value.json(json).resolved(paying: &budget), &budget)
        case .null, .bool, .array, .object: return nil
        }
    }

    /// Takes the shortest digits that mean this double: what was computed inexactly shows too many of them.
    private func read(_ double: Double, _ budget: inout Budget) throws(EvaluationError) -> Int64 {
        guard double.isFinite else { throw EvaluationError(.invalidArgument, "the amount is not finite") }
        return try units(double.description, &budget)
    }

    private func read(_ text: String, _ budget: inout Budget) throws(EvaluationError) -> Int64 {
        try budget.charge(text.utf8.count, .worked)
        guard Self.isPlain(text.utf8Span.span) else {
            throw EvaluationError(
                .invalidArgument,
                "the text is no plain decimal number. Write digits and a point, as in 1000.50 or -3.5, and nothing else"
            )
        }
        return try units(text, &budget)
    }

    /// Whether these are digits, with a sign of minus before and one point between them at the most.
    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        var index = text.count > 0 && text[0] == UInt8(ascii: "-") ? 1 : 0
        guard skipDigits(text, &index) else { return false }
        guard index < text.count, text[index] == UInt8(ascii: ".") else { return index == text.count }
        index += 1
        return skipDigits(text, &index) && index == text.count
    }

    private static func skipDigits(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
        let start = index
        while index < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index] { index += 1 }
        return index > start
    }

    private func units(_ digits: String, _ budget: inout Budget) throws(EvaluationError) -> Int64 {
        try units(JSONNumber(digits.utf8Span.span), &budget)
    }

    private func units(_ amount: JSONNumber, _ budget: inout Budget) throws(EvaluationError) -> Int64 {
        switch amount.scaled(byTenTo: scale) {
        case .integer(let units): return units
        case .beyond: throw EvaluationError(.overflow, "the amount is beyond the range of int")
        case .fraction(let rest):
            try budget.chargeForFailure()
            let count = rest + scale > 1_000 ? "more than 1000" : "\(rest + scale)"
            throw EvaluationError(
                .invalidArgument,
                "the amount has \(count) digits behind the point, and its currency has \(scale). "
                    + "Nothing is rounded here: compute in cents"
            )
        }
    }

    /// A whole number of minor units as an amount.
    func decimal(_ units: Int64) -> Decimal { Decimal(minorUnits: units, scale: scale) }
}
