import CEL
import Testing

/// What comparison with another implementation has settled.
@Suite("Differences settled")
struct SettledDifferenceTests {
    @Test(arguments: [
        ("optional.of(1).orValue(1 / 0)", "1"), ("optional.of(1).or(optional.of(1 / 0)).value()", "1"),
        ("optional.none().orValue(2)", "2"), ("optional.none().or(optional.of(2)).value()", "2"),
        ("optional.of(optional.of({'a': 1})).value().a", "optional.of(1)"),
        ("optional.ofNonZeroValue(optional.none()).hasValue()", "true"), ("'''a\r\nb\rc'''", #"'a\nb\nc'"#),
        ("br'\\a'", #"b'\\a'"#),
    ])
    func `an expression has its value`(text: String, shown: String) throws {
        let program = try Environment().compile(SourceText(text))
        #expect(try program.evaluate(program.activation).shown == shown)
    }

    @Test(arguments: ["0X1F", "rb'a'", "uint('-0')", "optional.none().orValue(1 / 0)"])
    func `an expression has no value`(text: String) {
        #expect(throws: (any Error).self) {
            let program = try Environment().compile(SourceText(text))
            _ = try program.evaluate(program.activation)
        }
    }
}
