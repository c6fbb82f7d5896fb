import CEL
import Testing

@Suite("Calls that would take too much")
struct BlowUpTests {
    /// Six megabytes, about the most that a text may have.
    private static let large = String(repeating: "ab", count: 3_000_000)

    @Test(arguments: [
        "large.replace('a', 'aaaaaaaaaa')", "large.replace('', 'xy')", "large.replace('ab', 'b')", "large.split('')",
        "large.split('a')",
        "[large, large].join()", "lists.range(1000).map(x, 'a').join(large)", "'%s%s'.format([large, large])",
        "'%x'.format([large])", "base64.encode(bytes(large))", "strings.quote(large.replace('a', '\"'))",
        "lists.range(9223372036854775807)", "lists.range(100000)", "large.lowerAscii() + large.upperAscii()",
        "[lists.range(90000)].map(x, '%s'.format([[x, x, x]]))", "lists.range(60000).map(x, x)",
        "lists.range(90000).sort()", "lists.range(20000).map(x, double(x) + 0.5).distinct()",
        "lists.range(4000).all(x, '%.1000f'.format([1e-300]) != '')", "lists.range(4000).all(x, large.charAt(x) != '')",
        "lists.range(4000).all(x, large.lastIndexOf('ba', x) != -2)", "lists.range(4000).all(x, large.reverse() != '')",
        "sets.equivalent(lists.range(5000).map(x, [x]), lists.range(5000).map(x, [x]))",
        "[[lists.range(90000)]].map(x, [x, x, x].flatten(3))",
    ])
    func `the budget ends them`(text: String) throws {
        var environment = Environment()
        environment.declare("large", .string)
        let program = try environment.compile(SourceText(text))
        var activation = program.activation
        activation["large"] = .string(Self.large)
        let error = #expect(throws: EvaluationError.self) { try program.evaluate(activation) }
        #expect(error?.code == .tooLarge || error?.code == .stepsExceeded)
    }

    @Test(arguments: [
        "large.replace('ab', 'b', 2000).endsWith('ab')", "large.indexOf('ba', 199990) == 199991",
        "large.lastIndexOf('abab') == 199996", "large.substring(199998) == 'ab'", "large.trim() == large",
        "large.split('c')[0] == large", "base64.decode(base64.encode(b'abc')) == b'abc'",
        "lists.range(2000).sort().reverse().sortBy(x, x).slice(0, 2) == [0, 1]",
    ])
    func `what fits is done`(text: String) throws {
        var environment = Environment()
        environment.declare("large", .string)
        let program = try environment.compile(SourceText(text))
        var activation = program.activation
        activation["large"] = .string(String(repeating: "ab", count: 100_000))
        #expect(try program.evaluate(activation) == .bool(true))
    }
}
