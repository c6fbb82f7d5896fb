import CEL
import Testing

@Suite("The checker")
struct CheckerTests {
    private static let event = ValueType.record(
        RecordType("event", fields: ["id": .string, "body": .dyn, "count": .int, "tags": .list(.string)])
    )

    @Test(arguments: [
        ("sizes('a')", "1:1: no such function 'sizes'. Did you mean 'size'?"),
        ("'a'.startWith('b')", "1:5: no such function 'startWith'. Did you mean 'startsWith'?"),
        ("optional.off(1)", "1:10: no such function 'off'. Did you mean 'optional.of'?"),
        ("evnt.id", "1:1: no such variable 'evnt'. Did you mean 'event'?"),
        ("event.bdy", "1:6: event has no field 'bdy'. Did you mean 'body'?"),
        ("event.zzz", "1:6: event has no field 'zzz'. There are: body, count, id, tags."),
        ("1 + 1u", "1:3: no such overload: int + uint. Convert one side: int(x), uint(x) or double(x)."),
        (
            "1 == 'a'",
            "1:3: no such overload: int == string. They can never be equal; convert one side, or wrap it in dyn()."
        ),
        (
            "'a' + 1",
            "1:5: no such overload: string + int. It is written int + int, uint + uint, double + double, string + string, …"
        ),
        (
            "size(1)",
            "1:1: no such overload: size(int). It is written size(string), size(bytes), size(list(A)), size(map(A, B)), …"
        ),
        ("!1", "1:1: no such overload: !int. It is written !bool."),
        ("event.count && true", "1:6: '&&', '||' join conditions, but this is int"),
        ("event.count ? 1 : 2", "1:6: before '?' stands a condition, but this is int"),
        (
            "true ? 1 : 'a'",
            "1:6: both branches must be of one type, but they are int and string. Convert one of them, or wrap one in dyn()."
        ),
        ("1.all(x, true)", "1:1: a macro goes over a list or a map, not over int"),
        ("[1].map(x, y)", "1:12: no such variable 'y'. There are: event, x."),
        ("[1].filter(x, x)", "1:15: the macro takes a condition, but this is int"),
        (
            "event.tags.exists(t, t > 1)",
            "1:24: no such overload: string > int. It is written bool > bool, int > int, uint > uint, double > double, …"
        ),
        ("'a'.b", "1:4: a value of type string has no field 'b'"),
        ("{1: 2}.a", "1:7: a field is a string, but the map's keys are int. Use [key]."),
        ("[1]['a']", "1:4: a list's position is an int, not string"),
        ("1[0]", "1:2: a value of type int has no elements. Only lists and maps have."),
        ("[?1]", "1:3: '?' takes an optional, but this is int"),
        (
            "event.?id.orValue(1)",
            "1:11: no such overload: orValue(optional(string), int). It is written optional(A).orValue(A)."
        ),
        ("timestamp('yesterday')", "1:11: 'yesterday' cannot be read as timestamp"),
        ("duration('1 day')", "1:10: '1 day' cannot be read as duration"),
    ])
    func `what can never work is found before anything runs`(text: String, problem: String) {
        #expect(problems(text, ["event": Self.event]) == [problem])
    }

    @Test func `all problems are told at once, in the order of the text`() {
        let found = problems("sizes(a) + (b ? 1 : 'x') + 'c'.d")
        #expect(found.map { $0.prefix { $0 != " " } } == ["1:1:", "1:7:", "1:13:", "1:15:", "1:31:"])
    }

    @Test(arguments: [
        ("[1, 2].map(x, x * 2)", "list(int)"), ("[1, 'a']", "list(dyn)"), ("{'a': 1}", "map(string, int)"),
        ("event.tags[0]", "string"), ("event.?id", "optional(string)"), ("event.body.x.y", "dyn"), ("[]", "list(dyn)"),
        ("event.count > 1 ? event.tags : []", "list(string)"),
        ("optional.of(1).optMap(x, string(x))", "optional(string)"),
        ("type(1)", "type(int)"), ("timestamp(0) - timestamp(1)", "duration"), ("event.body == null", "bool"),
        ("{'a': [1]}.transformMap(k, v, v[0])", "map(string, int)"), ("cel.bind(x, [1u], x[0])", "uint"),
        ("event.body.n + 1", "int"), ("dyn(1) + dyn(2)", "dyn"), ("[1].first_()", ""),
    ])
    func `the type of an expression is known before it runs`(text: String, type: String) throws {
        var environment = Environment()
        environment.declare("event", Self.event)
        let program = try? environment.compile(SourceText(text))
        #expect(program.map { "\($0.type)" } ?? "" == type)
    }

    @Test func `a condition that is none is told so`() {
        #expect {
            try Environment().compile(SourceText("1 + 1"), expecting: .bool)
        } throws: { error in
            "\(error)".hasPrefix(
                "1:3: the expression gives int, not bool. Compare it with something, for example == or !=."
            )
        }
    }

    @Test func `an open record lets unknown fields through`() {
        let open = ValueType.record(RecordType("body", fields: ["id": .string], isOpen: true))
        #expect(problems("body.other == 1 && body.id == 'a'", ["body": open]).isEmpty)
    }
}
