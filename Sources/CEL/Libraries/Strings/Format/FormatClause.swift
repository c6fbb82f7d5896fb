/// What follows a `%` in a format: how an argument is written.
enum FormatClause: Sendable {
    case string, decimal, binary, octal
    case fixed(precision: Int), scientific(precision: Int)
    case hexadecimal(uppercase: Bool)

    private static let defaultPrecision = 6
    private static let greatestPrecision = 1000

    /// Reads a clause from its `%` on, and leaves the index behind it.
    init(_ bytes: [UInt8], _ index: inout Int) throws(EvaluationError) {
        index += 1
        let precision = try Self.precision(bytes, &index)
        guard index < bytes.count else {
            throw EvaluationError(.invalidArgument, "the format ends within a clause; a percent sign is written %%")
        }
        switch bytes[index] {
        case UInt8(ascii: "s"): self = .string
        case UInt8(ascii: "d"): self = .decimal
        case UInt8(ascii: "b"): self = .binary
        case UInt8(ascii: "o"): self = .octal
        case UInt8(ascii: "x"): self = .hexadecimal(uppercase: false)
        case UInt8(ascii: "X"): self = .hexadecimal(uppercase: true)
        case UInt8(ascii: "f"): self = .fixed(precision: precision)
        case UInt8(ascii: "e"): self = .scientific(precision: precision)
        default:
            let letter = String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first ?? " "
            throw EvaluationError(
                .invalidArgument,
                "the format has no clause '%\(letter)'; there are %s %d %f %e %b %o %x %X, and %% for the sign itself"
            )
        }
        index += 1
    }

    private static func precision(_ bytes: [UInt8], _ index: inout Int) throws(EvaluationError) -> Int {
        guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return defaultPrecision }
        index += 1
        let start = index
        var precision = 0
        while index < bytes.count, case let byte = bytes[index], UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
            precision = min(precision * 10 + Int(byte - UInt8(ascii: "0")), greatestPrecision + 1)
            index += 1
        }
        guard index > start else {
            throw EvaluationError(.invalidArgument, "a precision is a number behind the point, as in %.2f")
        }
        guard precision <= greatestPrecision else {
            throw EvaluationError(.invalidArgument, "a precision is \(greatestPrecision) at the most")
        }
        return precision
    }

    func append(_ value: Value, to output: inout FormatOutput, _ budget: inout Budget) throws(EvaluationError) {
        switch self {
        case .string: try output.append(shown: value, &budget)
        case .decimal: try output.append(decimal(value), &budget)
        case .binary: try output.append(integer(value, radix: 2), &budget)
        case .octal: try output.append(integer(value, radix: 8), &budget)
        case .hexadecimal(let isUppercase): try appendHexadecimal(value, isUppercase, to: &output, &budget)
        case .fixed(let precision):
            try appendFraction(value, precision, to: &output, &budget) { $0.fixed(precision) }
        case .scientific(let precision):
            try appendFraction(value, precision, to: &output, &budget) { $0.scientific(precision) }
        }
    }

    // MARK: Numbers

    private func decimal(_ value: Value) throws(EvaluationError) -> String {
        switch value {
        case .int(let int): String(int)
        case .uint(let uint): String(uint)
        case .double(let double): DoubleText.plain(double)
        default: throw mismatch(value, "int, uint and double")
        }
    }

    private func integer(_ value: Value, radix: Int) throws(EvaluationError) -> String {
        switch value {
        case .int(let int): String(int, radix: radix)
        case .uint(let uint): String(uint, radix: radix)
        case .bool(let bool) where radix == 2: bool ? "1" : "0"
        default: throw mismatch(value, radix == 2 ? "int, uint and bool" : "int and uint")
        }
    }

    private func appendHexadecimal(
        _ value: Value,
        _ isUppercase: Bool,
        to output: inout FormatOutput,
        _ budget: inout Budget
    ) throws(EvaluationError) {
        switch value {
        case .int(let int): try output.append(String(int, radix: 16, uppercase: isUppercase), &budget)
        case .uint(let uint): try output.append(String(uint, radix: 16, uppercase: isUppercase), &budget)
        case .string(let text): try appendHexadecimal(of: text.utf8, isUppercase, to: &output, &budget)
        case .bytes(let bytes): try appendHexadecimal(of: bytes, isUppercase, to: &output, &budget)
        default: throw mismatch(value, "int, uint, string and bytes")
        }
    }

    private func appendHexadecimal(
        of bytes: some Collection<UInt8>,
        _ isUppercase: Bool,
        to output: inout FormatOutput,
        _ budget: inout Budget
    ) throws(EvaluationError) {
        try budget.admit(bytes: bytes.count.addingClamped(bytes.count))
        try budget.charge(bytes.count.addingClamped(bytes.count), .worked)
        let digits = Array((isUppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        var pairs: [UInt8] = []
        for byte in bytes {
            pairs.append(digits[Int(byte >> 4)])
            pairs.append(digits[Int(byte & 15)])
        }
        try output.append(pairs, &budget)
    }

    private func appendFraction(
        _ value: Value,
        _ precision: Int,
        to output: inout FormatOutput,
        _ budget: inout Budget,
        _ write: (DecimalDigits) -> [UInt8]
    ) throws(EvaluationError) {
        let double: Double
        switch value {
        case .int(let int): double = Double(int)
        case .uint(let uint): double = Double(uint)
        case .double(let value): double = value
        default: throw mismatch(value, "int, uint and double")
        }
        guard double.isFinite else { return try output.append(DoubleText.notFinite(double), &budget) }
        // The exact value has about as many digits as its power of two says, and each of them is worked for.
        try budget.charge(precision + abs(Int(double.exponentBitPattern) - 1023))
        try output.append(write(DecimalDigits(exactly: double)), &budget)
    }

    private func mismatch(_ value: Value, _ types: String) -> EvaluationError {
        EvaluationError(.invalidArgument, "\(written) in a format takes \(types), not \(value.typeName)")
    }

    private var written: String {
        switch self {
        case .string: "%s"
        case .decimal: "%d"
        case .binary: "%b"
        case .octal: "%o"
        case .fixed: "%f"
        case .scientific: "%e"
        case .hexadecimal(let isUppercase): isUppercase ? "%X" : "%x"
        }
    }
}
