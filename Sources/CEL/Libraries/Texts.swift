import JSON

/// `size` and the tests on strings that belong to the language itself.
enum Texts {
    static let all: [Function] = [
        Function("size", sizes, .unary(size)),
        test("contains") { ByteSearch($1).first(in: $0.utf8Span.span) != nil },
        test("startsWith") { $0.utf8Span.span.startsWith($1.utf8Span.span) },
        test("endsWith") { $0.utf8Span.span.endsWith($1.utf8Span.span) },
    ]

    private static let sizes: [Overload] = {
        let types: [ValueType] = [.string, .bytes, .list(.a), .map(.a, .b)]
        return types.map { .global($0, returns: .int) } + types.map { .member($0, returns: .int) }
    }()

    private static func size(_ value: Value, _ budget: inout Budget) throws(EvaluationError) -> Value? {
        switch value {
        case .string(let text):
            try budget.charge(value.weight)
            return .int(Int64(text.unicodeScalars.count))
        case .bytes(let bytes): return .int(Int64(bytes.count))
        default: return (ListView(value)?.count ?? MapView(value)?.count).map { .int(Int64($0)) }
        }
    }

    private static func test(
        _ name: String,
        _ holds: @escaping @Sendable (String, String) -> Bool
    ) -> Function {
        Function(
            name,
            [.member(.string, .string, returns: .bool)],
            .binary { text, part, budget throws(EvaluationError) in
                guard case .string(let text) = text, case .string(let part) = part else { return nil }
                try budget.charge(Value.weight(ofBytes: text.utf8.count))
                return .bool(holds(text, part))
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
