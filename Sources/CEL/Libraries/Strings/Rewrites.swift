/// `replace`, `split`, `join`, `trim`, `lowerAscii`, `upperAscii` and `strings.quote`: new texts out of given ones.
enum Rewrites {
    static let all: [Function] = [
        Function(
            "replace",
            [
                .member(.string, .string, .string, returns: .string),
                .member(.string, .string, .string, .int, returns: .string),
            ],
            .ternary { text, old, new, budget throws(EvaluationError) in
                try replace(text, old, new, limit: .int(-1), &budget)
            },
            .variadic { values, budget throws(EvaluationError) in
                try replace(values[0], values[1], values[2], limit: values[3], &budget)
            }
        ),
        Function(
            "split",
            [
                .member(.string, .string, returns: .list(.string)),
                .member(.string, .string, .int, returns: .list(.string)),
            ],
            .binary { text, separator, budget throws(EvaluationError) in
                try split(text, separator, .int(-1), &budget)
            },
            .ternary(split)
        ),
        Function(
            "join",
            [.member(.list(.string), returns: .string), .member(.list(.string), .string, returns: .string)],
            .unary { list, budget throws(EvaluationError) in try join(list, .string(""), &budget) },
            .binary(join)
        ),
        Function("trim", [.member(.string, returns: .string)], .unary(trim)),
        changingCase("lowerAscii", of: UInt8(ascii: "A")...UInt8(ascii: "Z")),
        changingCase("upperAscii", of: UInt8(ascii: "a")...UInt8(ascii: "z")),
        Function("strings.quote", [.global(.string, returns: .string)], .unary(quote)),
    ]

    // MARK: Pieces

    private static func replace(
        _ text: Value,
        _ old: Value,
        _ new: Value,
        limit: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard case .string(let string) = text, case .string(let old) = old, case .string(let new) = new,
            case .int(let limit) = limit
        else { return nil }
        // Once for counting the places, once for cutting at them.
        for _ in 0..<2 { try budget.charge(searching: string, for: old) }
        let cuts = Cuts(of: old, in: string, limit: limit, cutsEnds: true)
        let count = try cuts.count(&budget)
        let size = Int128(string.utf8.count) + Int128(count) * Int128(new.utf8.count - old.utf8.count)
        try budget.admit(bytes: Int(clamping: size))
        try budget.charge(Int(clamping: size), .scanned)
        return .string(replacing(cuts, of: string, with: new, size: Int(size)))
    }

    private static func replacing(_ cuts: Cuts, of text: String, with new: String, size: Int) -> String {
        let source = Array(text.utf8)
        let piece = Array(new.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var start = 0
        for cut in cuts {
            bytes += source[start..<cut.lowerBound]
            bytes += piece
            start = cut.upperBound
        }
        bytes += source[start...]
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func split(
        _ text: Value,
        _ separator: Value,
        _ limit: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard case .string(let string) = text, case .string(let separator) = separator, case .int(let limit) = limit
        else { return nil }
        guard limit != 0 else { return .list(.empty) }
        for _ in 0..<2 { try budget.charge(searching: string, for: separator) }
        let cuts = Cuts(of: separator, in: string, limit: limit < 0 ? -1 : limit - 1, cutsEnds: false)
        let count = try cuts.count(&budget)
        try budget.admit(text.weight + count + 1)
        try budget.charge(count, .visited)
        var pieces: [Value] = []
        var start = 0
        for cut in cuts {
            pieces.append(.string(string.part(start..<cut.lowerBound)))
            start = cut.upperBound
        }
        pieces.append(.string(string.part(start..<string.utf8.count)))
        return .list(pieces)
    }

    private static func join(
        _ list: Value,
        _ separator: Value,
        _ budget: inout Budget
    ) throws(EvaluationError) -> Value? {
        guard let elements = ListView(list), case .string(let separator) = separator else { return nil }
        try budget.charge(list.weight, .visited)
        var texts: [String] = []
        var size = Int128(max(elements.count - 1, 0)) * Int128(separator.utf8.count)
        for element in elements {
            guard case .string(let text) = element.resolved else { return nil }
            texts.append(text)
            size += Int128(text.utf8.count)
        }
        try budget.admit(bytes: Int(clamping: size))
        try budget.charge(Int(clamping: size), .scanned)
        return .string(texts.joined(separator: separator))
    }

    // MARK: Characters

    private static func trim(_ text: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        guard case .string(let string) = text else { return nil }
        try budget.admit(bytes: string.utf8.count)
        try budget.charge(string.utf8.count, .worked)
        let scalars = string.unicodeScalars.drop(while: \.isWhiteSpace)
        let end = scalars.lastIndex { !$0.isWhiteSpace }.map(scalars.index(after:)) ?? scalars.startIndex
        return .string(String(scalars[..<end]))
    }

    private static func changingCase(_ name: String, of letters: ClosedRange<UInt8>) -> Function {
        Function(
            name,
            [.member(.string, returns: .string)],
            .unary { text, budget throws(EvaluationError) in
                guard case .string(let text) = text else { return nil }
                try budget.admit(bytes: text.utf8.count)
                try budget.charge(text.utf8.count, .worked)
                // The two cases of an ASCII letter differ in this one bit.
                var bytes = Array(text.utf8)
                for index in bytes.indices where letters.contains(bytes[index]) { bytes[index] ^= 0x20 }
                return .string(String(decoding: bytes, as: UTF8.self))
            }
        )
    }

    private static func quote(_ text: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        guard case .string(let string) = text else { return nil }
        try budget.charge(string.utf8.count, .worked)
        let escapes = string.utf8.count { escape(for: $0) != nil }
        try budget.admit(bytes: string.utf8.count.addingClamped(escapes + 2))
        if escapes > 0 { try budget.charge(string.utf8.count.addingClamped(escapes), .worked) }
        return .string("\"\(escapes == 0 ? string : escaped(string))\"")
    }

    private static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let escape = escape(for: byte)
            if escape != nil { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(escape ?? byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What stands behind the backslash for a character that a quoted text cannot hold as it is.
    private static func escape(for byte: UInt8) -> UInt8? {
        switch byte {
        case 0x07: UInt8(ascii: "a")
        case 0x08: UInt8(ascii: "b")
        case 0x0C: UInt8(ascii: "f")
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        case 0x0B: UInt8(ascii: "v")
        case UInt8(ascii: "\\"), UInt8(ascii: "\""): byte
        default: nil
        }
    }
}
