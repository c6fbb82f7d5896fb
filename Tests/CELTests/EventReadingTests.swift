import CEL
import JSON
import Testing

@Suite("Reading events")
struct EventReadingTests {
    private static let event = #"""
        {"id": "e1", "price": 10.50, "big": 123456789012345678901234567890, "max": 18446744073709551615, "zero": -0,
         "long": "a text of more than fifteen bytes", "esc": "\u0061b", "tags": ["a", "b"], "none": null, "ok": true,
         "nested": {"list": [1, 2.5, {"x": "y"}]}, "twice": 1, "twice": 2}
        """#

    @Test(arguments: [
        ("e.price", "10.50"), ("e.big", "123456789012345678901234567890"), ("[e.price, e.zero]", "[10.50, -0]"),
        ("true ? e.big : 0", "123456789012345678901234567890"), ("e.?big.orValue(1)", "123456789012345678901234567890"),
        ("dyn(e.price)", "10.50"), ("optional.of(e.price)", "optional.of(10.50)"),
        ("optional.ofNonZeroValue(e.price).value()", "10.50"),
        ("cel.bind(p, e.price, [p])", "[10.50]"), ("e.?price.optMap(p, p).orValue(0)", "10.50"),
        ("{'p': e.price}.p", "10.50"),
        ("[e.price].filter(p, p > 1.0)[0]", "10.50"), ("([e.price] + [])[0]", "10.50"),
        ("e.?price.or(optional.of(1.0)).value()", "10.50"),
    ])
    func `a number that is only passed on keeps its digits`(text: String, literal: String) throws {
        #expect(try evaluated(text, ["e": Self.event]) == literal)
    }

    @Test(arguments: [
        ("type(e.price)", "double"), ("type(e.max)", "uint"), ("type(e.big)", "double"), ("type(e.zero)", "int"),
        ("e.price + 1.0", "11.5"), ("e.max == 18446744073709551615u", "true"), ("e.zero == 0", "true"),
        ("e.ok", "true"),
        ("e.none == null", "true"), ("e.long == 'a text of more than fifteen bytes'", "true"),
        ("e.esc == 'ab'", "true"),
        ("e.esc + e.long.size().string_", "error"), ("size(e.tags)", "2"), ("e.tags == ['a', 'b']", "true"),
        ("'b' in e.tags", "true"),
        ("'id' in e", "true"), ("has(e.missing)", "false"), ("e.nested.list[2].x", "'y'"),
        ("e.nested.list[1] > 2", "true"),
        ("e.nested == {'list': [1, 2.5, {'x': 'y'}]}", "true"), ("e.tags.map(t, t + '!')", "['a!', 'b!']"),
        ("e.twice", "2"),
        ("e.filter(k, k.startsWith('t'))", "['tags', 'twice']"), ("e.tags + ['c']", "['a', 'b', 'c']"),
        ("e[1]", "error: noSuchKey"),
        ("e.exists(k, v, k == 'id' && v == 'e1')", "true"), ("size(e) == 12", "true"), ("e.nested == e.nested", "true"),
    ])
    func `a value of the event counts as the language's own`(text: String, literal: String) {
        #expect((try? evaluated(text, ["e": Self.event])) ?? "error" == literal)
    }

    @Test func `what is passed on is written as it came`() throws {
        var environment = Environment()
        environment.declare("e", .dyn)
        let program = try environment.compile(
            SourceText("{'price': e.price, 'list': e.nested.list, 'at': timestamp(0)}")
        )
        var activation = program.activation
        activation["e"] = Value(try JSONDocument(#"{"price": 10.50, "nested": {"list": [1, 2.5, {"x": "y"}]}}"#).root)
        var writer = JSONWriter()
        try program.evaluate(activation).write(to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"price":10.50,"list":[1, 2.5, {"x": "y"}],"at":"1970-01-01T00:00:00Z"}"#
        )
    }

    @Test(arguments: ["{1: 'a'}", "0.0 / 0.0", "optional.none()", "type(1)", "[1.0 / 0.0]"])
    func `what JSON has no form for is refused`(text: String) throws {
        let program = try Environment().compile(SourceText(text))
        let value = try program.evaluate(program.activation)
        var writer = JSONWriter()
        #expect(throws: EvaluationError.self) { try value.write(to: &writer) }
    }
}
