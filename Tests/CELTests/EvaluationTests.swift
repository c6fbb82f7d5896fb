import CEL
import Testing

@Suite("Evaluation")
struct EvaluationTests {
    @Test(arguments: [
        ("9223372036854775807 + 1", "error: overflow"), ("-9223372036854775808 - 1", "error: overflow"),
        ("9223372036854775807 * 2", "error: overflow"), ("-9223372036854775808 / -1", "error: overflow"),
        ("-9223372036854775808 % -1", "error: overflow"), ("0u - 1u", "error: overflow"),
        ("-(-9223372036854775808)", "error: overflow"),
        ("1 / 0", "error: divisionByZero"), ("1u % 0u", "error: divisionByZero"), ("1.0 / 0.0 > 1.0", "true"),
        ("int(9223372036854775808.0)", "error: overflow"), ("int(-9223372036854775808.0)", "error: overflow"),
        ("uint(-1)", "error: overflow"), ("uint(-0.5)", "error: overflow"), ("int('x')", "error: invalidArgument"),
        ("timestamp(253402300799 + 1)", "error: overflow"),
        ("timestamp('9999-12-31T23:59:59Z') + duration('1s')", "error: overflow"),
        ("string(b'\\xff')", "error: invalidArgument"), ("bool('yes')", "error: invalidArgument"),
    ])
    func `arithmetic beyond the range is an error and no other number`(text: String, result: String) throws {
        #expect(try evaluated(text) == result)
    }

    @Test(arguments: [
        ("1/0 == 1 || true", "true"), ("true || 1/0 == 1", "true"), ("1/0 == 1 && false", "false"),
        ("1/0 == 1 || false", "error: divisionByZero"), ("1/0 == 1 && true", "error: divisionByZero"),
        ("[1, 0].exists(x, 1 / x == 1)", "true"), ("[0, 1].exists(x, 1 / x == 1)", "true"),
        ("[0, 2].all(x, 1 / x == 1)", "false"), ("[0].exists(x, 1 / x == 1)", "error: divisionByZero"),
        ("[0, 1].exists_one(x, 1 / x == 1)", "error: divisionByZero"), ("false && dyn('a') || true", "true"),
        ("dyn('a') || false", "error: noSuchOverload"), ("dyn(1) ? 1 : 2", "error: noSuchOverload"),
    ])
    func `logical operators absorb the error that does not matter`(text: String, result: String) throws {
        #expect(try evaluated(text) == result)
    }

    @Test(arguments: [
        ("1 < 2u", "true"), ("2u > 1.5", "true"), ("dyn(1) == 1.0", "true"), ("dyn(1u) == 1", "true"),
        ("-1 < 0u", "true"),
        ("dyn([1]) == [1.0]", "true"), ("dyn({1: 'a'}) == {1u: 'a'}", "true"), ("dyn(1) == 'a'", "false"),
        ("{1: 'a'}[dyn(1.0)]", "'a'"), ("1 in {1u: 2}", "error"), ("dyn(1) in {1u: 2}", "true"),
        ("0.0 / 0.0 == 0.0 / 0.0", "false"),
        ("'é' == 'e\\u0301'", "false"), ("'\\uFFFF' < '\\U00010000'", "true"), ("b'a' < b'b'", "true"),
        ("false < true", "true"),
        ("null == null", "true"), ("dyn(null) == 0", "false"), ("type(1) == int", "true"),
        ("{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"),
    ])
    func `values compare by what they are`(text: String, result: String) {
        #expect((try? evaluated(text)) ?? "error" == result)
    }

    @Test(arguments: [
        ("{'a': 1}.b", "error: noSuchKey"), ("[1][1]", "error: outOfRange"), ("[1][-1]", "error: outOfRange"),
        ("[1][dyn(0.5)]", "error: invalidArgument"), ("{'a': 1, 'a': 2}", "error: duplicateKey"),
        ("{1: 1, dyn(1u): 2}", "error: duplicateKey"), ("{dyn(1.0): 1}", "error: unsupportedKey"),
        ("dyn(1).a", "error: noSuchField"),
        ("dyn(1).map(x, x)", "error: noSuchOverload"), ("[1].map(x, x > 0, x + 1)", "[2]"),
        ("{'b': 1}.map(k, k)", "['b']"),
        ("['a', 'b'].transformMap(i, v, v)", "{0: 'a', 1: 'b'}"), ("{'a': 1}.transformList(k, v, k)", "['a']"),
        ("[1, 2].transformMapEntry(i, v, {v: i})", "{1: 0, 2: 1}"),
        ("[1, 1].transformMapEntry(i, v, {v: i})", "error: duplicateKey"),
        ("{'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2)", "true"), ("[5, 6].existsOne(i, v, v == 5)", "true"),
    ])
    func `lists, maps and macros`(text: String, result: String) throws {
        #expect(try evaluated(text) == result)
    }

    @Test(arguments: [
        ("cel.bind(x, 1/0, 2)", "2"), ("cel.bind(x, 1/0, x == 1 || true)", "true"),
        ("cel.bind(x, 1/0, x)", "error: divisionByZero"),
        ("(cel.bind(x, 1/0, x) == 1 || true) && [1].exists(y, y == 1)", "true"), ("has({1: 2}.a)", "false"),
        ("[,]", "[]"), ("{,}", "{}"),
        ("{'x': {1: 2}}.?x.b.hasValue()", "false"), ("null == optional.none()", "false"),
        ("{}.?a.orValue(1)", "1"), ("{'a': {'b': 2}}.?a.?b.orValue(0)", "2"), ("{'a': {}}.?a.b.hasValue()", "false"),
        ("[1][?5].hasValue()", "false"), ("optional.of(1).or(optional.of(2)).value()", "1"),
        ("optional.none().value()", "error: invalidArgument"), ("[?optional.none(), 1]", "[1]"),
        ("{?'a': optional.of(1), ?'b': optional.none()}", "{'a': 1}"), ("optional.of(2).optMap(x, x * 2).value()", "4"),
        ("optional.ofNonZeroValue('').hasValue()", "false"),
        ("optional.of(1).optFlatMap(x, optional.none()).hasValue()", "false"),
        ("has({'a': {'b': 1}}.?a.b)", "true"), ("type(optional.none()) == optional_type", "true"),
    ])
    func `optionals stand for what may be absent`(text: String, result: String) throws {
        #expect(try evaluated(text) == result)
    }

    @Test(arguments: [
        ("x || true", "true"), ("x", "error: noSuchVariable"), ("f(1) || true", "true"),
        ("f(1)", "error: noSuchOverload"),
        ("1 + 'a'", "error: noSuchOverload"), ("a.b.c(1)", "error: noSuchOverload"),
        ("timestamp('x') == timestamp(0) || true", "true"), ("'a'.int()", "error: noSuchOverload"),
    ])
    func `without the check its findings are errors of the evaluation`(text: String, result: String) throws {
        #expect(try evaluated(text, checked: false) == result)
    }
}
