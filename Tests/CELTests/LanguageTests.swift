import CEL
import JSON
import Testing

@Suite("The language")
struct LanguageTests {
    @Test(arguments: [
        ("1 + 2 * 3", "7"), ("'a' + \"b\"", "'ab'"), ("[1, 2, 3].map(n, n * n)", "[1, 4, 9]"),
        ("{'a': 1}.?b.orValue(2)", "2"), ("1 == 1 ? 'yes' : 'no'", "'yes'"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("[1, 2].exists(x, x / 0 == 1 || x == 2)", "true"), ("cel.bind(x, 3, x * x)", "9"),
    ])
    func `an expression has its value`(text: String, shown: String) throws {
        let program = try Environment().compile(SourceText(text))
        #expect(try program.evaluate(program.activation).shown == shown)
    }

    @Test func `a field of an event is read where it lies`() throws {
        var environment = Environment()
        environment.declare("data", .dyn)
        let program = try environment.compile(SourceText("data.status == 'won' && data.value > 100.0"))
        var activation = program.activation
        activation["data"] = Value(try JSONDocument(#"{"status":"won","value":1250.50}"#).root)
        #expect(try program.evaluate(activation) == .bool(true))
    }

    @Test func `a mistyped function is named with its likely spelling and a caret`() throws {
        #expect {
            try Environment().compile(SourceText("sizes('a')"))
        } throws: { error in
            "\(error)" == "1:1: no such function 'sizes'. Did you mean 'size'?\n | sizes('a')\n | ^"
        }
    }
}
