import JSON

/// `size` and the tests on strings that belong to the language itself.
enum Texts {
    static let all: [Function] = [
        Function("size", sizes, .unary(size)),
        test("contains") { text, part, budget throws(EvaluationError) in
            try budget.charge(searching: text, for: part)
            return ByteSearch(part).first(in: text.utf8Span.span) != nil
        },
        test("startsWith") { text, part, budget throws(EvaluationError) in
            try budget.charge(part.utf8.count, .copied)
            return text.utf8Span.span.startsWith(part.utf8Span.span)
        },
        test("endsWith") { text, part, budget throws(EvaluationError) in
            try budget.charge(part.utf8.count, .copied)
            return text.utf8Span.span.endsWith(part.utf8Span.span)
        },
    ]

    private static let sizes: [Overload] = {
        let types: [ValueType] = [.string, .bytes, .list(.a), .map(.a, .b)]
        return types.map { .global($0, returns: .int) } + types.map { .member($0, returns: .int) }
    }()

    private static func size(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .string(let text):
            try budget.charge(text.utf8.count, .scanned)
            return .int(Int64(text.utf8Span.span.codePointCount(in: 0..<text.utf8.count)))
        case .bytes(let bytes): return .int(Int64(bytes.count))
        default: return (ListView(value)?.count ?? MapView(value)?.count).map { .int(Int64($0)) }
        }
    }

    private static func test(
        _ name: String,
        _ holds: @escaping @Sendable (String, String, inout Budget) throws(EvaluationError) -> Bool
    ) -> Function {
        Function(
            name,
            [.member(.string, .string, returns: .bool)],
            .binary { text, part, budget throws(EvaluationError) in
                guard case .string(let text) = text, case .string(let part) = part else { return nil }
                return .bool(try holds(text, part, &budget))
            }
        )
    }
}

extension Span<UInt8> {
    func startsWith(_ part: Span<UInt8>) -> Bool {
        count >= part.count && extracting(0..<part.count).isEqual(to: part)
    }

    func endsWith(_ part: Span<UInt8>) -> Bool {
        count >= part.count && extracting(count - part.count..<count).isEqual(to: part)
    }
}
