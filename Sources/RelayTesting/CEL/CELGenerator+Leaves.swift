extension CELGenerator {
    /// The shortest kind of expression of a type: a variable or a literal.
    mutating func leaf(_ type: CELType) -> CELTerm {
        let names = variables(of: type)
        if !names.isEmpty, random.chance(2, outOf: 5) { return CELTerm(pick(names)) }
        switch type {
        case .null: return CELTerm("null")
        case .bool: return CELTerm(pick(["true", "false"]))
        case .int: return int()
        case .uint: return CELTerm(unsigned())
        case .double: return double()
        case .string, .any: return CELTerm(string(phrase()))
        case .bytes: return CELTerm(bytes(phrase()))
        case .timestamp: return CELTerm("timestamp(\(string(timestampText())))")
        case .duration: return CELTerm("duration(\(string(durationText())))")
        case .type: return CELTerm(pick(Self.types))
        case .dyn: return wrapped(anyType(0))
        case .spelling: return CELTerm("string(\(leaf(pick([.double, .timestamp, .duration])).text))")
        case .number: return wrapped(pick([.int, .uint, .double]))
        case .list(let element): return CELTerm("[\(leaf(element).text)]")
        case .map(let key, let value): return CELTerm("{\(leaf(key).text): \(leaf(value).text)}")
        case .optional(let content):
            return CELTerm(random.chance(1, outOf: 3) ? "optional.none()" : "optional.of(\(leaf(content).text))")
        case .wording(let wording): return CELTerm(string(text(wording)))
        case .place: return CELTerm("\(random.integer(in: -1..<7))", .sign)
        }
    }

    private mutating func wrapped(_ type: CELType) -> CELTerm { CELTerm("dyn(\(leaf(type).text))") }

    /// The variables of a type that no inner one of another type hides.
    private func variables(of type: CELType) -> [String] {
        var seen: Set<String> = []
        return scope.reversed().filter { seen.insert($0.name).inserted && $0.type == type }.map(\.name)
    }

    private static let types = [
        "int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type", "type",
        "google.protobuf.Timestamp", "google.protobuf.Duration",
    ]

    // MARK: Numbers

    private static let sizes: [UInt64] = [
        0, 1, 2, 3, 5, 10, 63, 64, 100, 255, 1000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 53 - 1, 1 << 53,
        1 << 53 + 1, 1 << 63 - 1,
    ]

    private mutating func int() -> CELTerm {
        let size = random.chance(1, outOf: 2) ? UInt64(random.below(12)) : pick(Self.sizes)
        guard random.chance(1, outOf: 4) else { return CELTerm(digits(size)) }
        return CELTerm("-" + digits(random.chance(1, outOf: 10) ? 1 << 63 : size), .sign)
    }

    private mutating func unsigned() -> String {
        let size = random.chance(1, outOf: 2) ? UInt64(random.below(12)) : pick(Self.sizes + [1 << 63, .max - 1, .max])
        return digits(size) + pick(["u", "u", "U"])
    }

    private mutating func digits(_ size: UInt64) -> String {
        guard random.chance(1, outOf: 5) else { return String(size) }
        // A capital X is no part of the language.
        return (misfitRate > 0 && random.chance(1, outOf: 4) ? "0X" : "0x")
            + String(size, radix: 16, uppercase: random.chance(1, outOf: 2))
    }

    private static let doubles = [
        "0.0", "1.0", "1.5", ".5", "0.1", "0.3", "2.5", "3.5", "1e3", "1E+3", "2e-3", "1e15", "1e16", "123456789.125",
        "1e21",
        "1e22", "0.0001", "0.00001", "1e308", "1.7976931348623157e308", "5e-324", "2.2250738585072014e-308", "1e-320",
        "9007199254740991.0", "9007199254740992.0", "9007199254740993.0", "9223372036854774784.0",
        "9223372036854775807.0", "18446744073709549568.0", "18446744073709551615.0", "4294967296.0", "100.0", "0.5",
    ]

    private mutating func double() -> CELTerm {
        switch random.below(12) {
        case 0: CELTerm(pick(["0.0 / 0.0", "1.0 / 0.0", "-1.0 / 0.0"]), .product)
        case 1: CELTerm("double(\(pick(["'NaN'", "'inf'", "'-inf'", "'Infinity'", "'-Infinity'"])))")
        case 2, 3: CELTerm("-" + pick(Self.doubles), .sign)
        default: CELTerm(pick(Self.doubles))
        }
    }
}
