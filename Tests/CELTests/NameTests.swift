import CEL
import Testing

@Suite("Names")
struct NameTests {
    private static func evaluated(_ text: String) throws -> Value {
        var environment = Environment()
        let values: [(String, Value)] = [
            ("a.b", .map(try #require(MapValue([(.string("c"), .string("field"))])))), ("a.b.d", .string("variable")),
            ("x", .int(1)), ("size", .int(7)),
        ]
        for (name, _) in values { environment.declare(name, .dyn) }
        let program = try environment.compile(SourceText(text))
        var activation = program.activation
        for (name, value) in values { activation[name] = value }
        return try program.evaluate(activation)
    }

    @Test(arguments: [
        ("a.b.c", Value.string("field")), ("a.b.d", .string("variable")), ("has(a.b.c)", .bool(true)), ("x", .int(1)),
        ("[2].map(x, x)[0]", .int(2)), ("[2].map(x, .x)[0]", .int(1)), ("cel.bind(x, 5, x + .x)", .int(6)),
        ("[[1]].map(x, x.map(x, x + 1))[0][0]", .int(2)), ("size([1]) + size", .int(8)),
        ("[1].map(x, 2)[0] + x", .int(3)),
        ("google.protobuf.Timestamp == type(timestamp(0))", .bool(true)),
        ("[{'b': {'d': 'inner'}}].map(a, a.b.d)[0]", .string("inner")),
    ])
    func `the longest known name counts, and a macro's variable hides it`(text: String, value: Value) throws {
        #expect(try Self.evaluated(text) == value)
    }

    @Test func `parentheses ask for the field and not for the longer name`() {
        #expect(throws: EvaluationError.self) { try Self.evaluated("(a.b).d") }
    }
}
