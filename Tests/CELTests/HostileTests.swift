import CEL
import JSON
import Testing

/// Sources and values that would take for ever, or more memory than there is, if nothing counted.
@Suite("Hostile expressions")
struct HostileTests {
    private static func nested(_ count: Int, _ innermost: String, _ wrap: (Int, String) -> String) -> String {
        (0..<count).reduce(innermost) { wrap($1, $0) }
    }

    @Test(arguments: [
        nested(12, "[0, 1]") { "[0,1,2,3,4,5,6,7,8,9].map(x\($0), \($1))" },
        nested(20, "1/0 == 1") { "[0, 1].all(x\($0), \($1))" },
        "list.all(x, list == list)", "list.all(x, 5 in list)", "list.exists(x, x == -1)",
        "list.exists(x, text.contains('aaaaaaaaaaaaaaaab'))",
    ])
    func `work without end ends in the budget of steps`(text: String) throws {
        let variables: [String: Value] = [
            "list": .list((0..<20_000).map { .int($0) }), "text": .string(String(repeating: "a", count: 100_000)),
        ]
        #expect(try failure(of: text, variables) == .stepsExceeded)
    }

    @Test(arguments: [
        nested(30, "'aaaaaaaaaa'") { "cel.bind(x\($0), \($1), x\($0) + x\($0))" },
        nested(40, "[1, 1]") { "cel.bind(x\($0), \($1), [x\($0), x\($0)])" },
        nested(40, "{1: 1}") { "cel.bind(x\($0), \($1), {1: x\($0), 2: x\($0)})" },
        "list.map(x, list)", "list.transformMap(i, x, list)",
    ])
    func `values without bound end in the limit of their weight`(text: String) throws {
        #expect(try failure(of: text, ["list": .list((0..<5_000).map { .int($0) })]) == .tooLarge)
    }

    @Test(arguments: [
        nested(100, "1") { "(\($1))" }, nested(100, "1") { "[\($1)]" }, nested(100, "1") { "true ? 1 : \($1)" },
        nested(100, "1") { "{'a': \($1)}" }, nested(100, "1") { "dyn(\($1))" },
        nested(100, "1") { "cel.bind(x, \($1), x)" },
    ])
    func `brackets in each other past the limit are refused by the parser`(text: String) {
        #expect {
            try Environment().compileUnchecked(SourceText(text))
        } throws: { "\($0)".contains("nested deeper than 100 levels") }
    }

    @Test(arguments: [
        nested(300, "true") { "!\($1)" }, nested(300, "1") { "\($1) + 1" }, nested(300, "{}") { "\($1).a" },
        nested(300, "[]") { "\($1)[0]" }, nested(300, "'a'") { "\($1).trim()" },
    ])
    func `a chain past the limit is refused by the parser`(text: String) {
        #expect {
            try Environment().compileUnchecked(SourceText(text))
        } throws: { "\($0)".contains("nested deeper than 250 levels") }
    }

    @Test func `thousands of terms beside each other are no nesting`() throws {
        let text = Array(repeating: "true", count: 9_000).joined(separator: " && ")
        let program = try Environment().compile(SourceText(text))
        #expect(try program.evaluate(program.activation) == .bool(true))
    }

    @Test func `the deepest expression that the parser allows is evaluated`() throws {
        let program = try Environment().compile(SourceText(Self.nested(99, "1") { "[\($1)]" }))
        #expect(try program.evaluate(program.activation).typeName == "list")
    }

    /// Each name is bound to the one before it, in about as many brackets as the parser lets through there.
    private static func towering(_ open: String, _ close: String, levels: Int) -> String {
        let inside = (1...levels).reversed().reduce("x\(levels) == x\(levels)") { body, level in
            let wraps = 95 - level
            let value = String(repeating: open, count: wraps) + "x\(level - 1)" + String(repeating: close, count: wraps)
            return "cel.bind(x\(level), \(value), \(body))"
        }
        return "cel.bind(x0, 1, \(inside))"
    }

    @Test(arguments: [
        towering("[", "]", levels: 60), towering("{1:", "}", levels: 60), towering("optional.of(", ")", levels: 30),
        towering("optional.of(1).optMap(y, ", ")", levels: 10), towering("[1].map(y, ", ")", levels: 20),
    ])
    func `values that lie in each other without end are refused`(text: String) throws {
        #expect(try failure(of: text) == .tooLarge)
    }

    @Test(arguments: [
        "list[?-9223372036854775808].hasValue()", "list[-9223372036854775808] == 1",
        "json[?n].hasValue() || 'a'.matches('b+')",
        "json[?-9223372036854775807].hasValue() || [1].all(x, json[?n].hasValue())",
    ])
    func `a negative position earns no steps`(text: String) throws {
        let json = try JSONDocument("[1]").root
        let variables: [String: Value] = ["list": .list([.int(1)]), "json": Value(json), "n": .int(.min)]
        let endless =
            "(\(text)) || [0,1,2,3,4,5,6,7,8,9].exists(a, list5.exists(b, list5.exists(c, list5.exists(d, list5.exists(e, a + b + c + d + e < 0)))))"
        let five = Value.list((0..<20).map { .int($0) })
        let code = try failure(of: endless, variables.merging(["list5": five]) { $1 })
        #expect(code == .stepsExceeded)
    }

    @Test(arguments: [
        "cel.bind(x, [1], " + String(repeating: "cel.bind(x, {x: x}, ", count: 40) + "1"
            + String(repeating: ")", count: 41),
        "optional.of(1)" + String(repeating: ".optMap(x, {x: x})", count: 60),
    ])
    func `a map in a map's key is refused and no type doubles`(text: String) {
        #expect {
            try Environment().compile(SourceText(text))
        } throws: { "\($0)".contains("a map's key is a bool, int, uint or string") }
    }

    @Test(arguments: ["m != 'A'", "o > 1.0", "m < 'A' || true", "size(m) > 0", "m == m", "d != {}", "d == d"])
    func `what lies in an event is paid for when it is read`(text: String) throws {
        let repeated = (0..<5_000).map { "\"n\($0)\":1" }.joined(separator: ",")
        let json =
            #"{"m":""# + String(repeating: #"\u0041"#, count: 20_000) + #"","o":"#
            + String(repeating: "1", count: 100_000)
            + #","d":{"# + repeated + #","n1":2}}"#
        let event = try JSONDocument(json).root
        let members = event.members.map { ($0.name, Value($0.value)) }
        let variables = Dictionary(members) { $1 }
        let found = try failure(of: "lists.range(9000).all(x, \(text) || true)", variables)
        #expect(found == .stepsExceeded)
    }

    @Test func `a key that is too long to be read fails at its place`() throws {
        let key = String(repeating: #"\u0041"#, count: 250_000)
        let event = try JSONDocument(#"{"m":{},"k":""# + key + #""}"#).root
        var environment = Environment()
        let slot = environment.declare("e", .dyn)
        let program = try environment.compile(SourceText("e.m[e.k] == 1"))
        var activation = program.activation
        activation[slot] = Value(event)
        let error = #expect(throws: EvaluationError.self) { try program.evaluate(activation) }
        #expect(error?.code == .stepsExceeded)
        #expect(error?.offset == 3)
    }

    @Test func `an exceeded budget is not absorbed by a logical operator`() throws {
        let endless = Self.nested(6, "1 == 1") { "[0,1,2,3,4,5,6,7,8,9].all(x\($0), \($1))" }
        #expect(try failure(of: "\(endless) || true") == .stepsExceeded)
    }

    @Test func `an error in a long line shows the part around it`() {
        let text = "1 + " + String(repeating: "1 + ", count: 100) + "dta"
        #expect {
            try Environment().compile(SourceText(text))
        } throws: { error in
            "\(error)".split(separator: "\n").allSatisfy { $0.count < 110 } && "\(error)".contains("^")
        }
    }

    @Test func `of thousands of problems a hundred are shown, and the others counted`() {
        let text = "[" + Array(repeating: "zz", count: 5_000).joined(separator: ", ") + "]"
        #expect {
            try Environment().compile(SourceText(text))
        } throws: { ($0 as? Problems)?.all.count == 100 && "\($0)".hasSuffix("and 4900 more") }
    }

    @Test func `what a terminal would obey is shown escaped or blank`() {
        #expect(Value.string("\u{1B}[31m\u{202E}").shown == "'\\x1b[31m\\u202e'")
        #expect {
            try Environment().compile(SourceText("'\u{1B}\u{202E}' + 1"))
        } throws: { error in
            "\(error)".unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E || $0 == "\n" }
        }
    }
}
