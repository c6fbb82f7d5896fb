import Testing

@Suite("Mathematics")
struct MathTests {
    @Test(arguments: [
        ("math.greatest(5)", "5"), ("math.greatest(-7, 5)", "5"), ("math.greatest(1, 1.0)", "1"),
        ("math.greatest(1.0, 1)", "1.0"), ("math.greatest(5u, -7)", "5u"), ("math.least(1u, -1, 1.5)", "-1"),
        ("math.greatest(5.4, 10, 3u, -5.0, 9223372036854775807)", "9223372036854775807"),
        ("math.greatest(1,2,3,4,5,6,7,8,9,10,11,12,13,14)", "14"), ("math.least([3, 1, 2])", "1"),
        ("math.greatest([5.4, 10u, 3u, -5.0])", "10u"),
        ("math.greatest(9007199254740993, 9007199254740992.0)", "9007199254740993"),
        ("math.greatest(1.0, 0.0 / 0.0)", "1.0"), ("math.greatest(0.0 / 0.0, 1.0)", "nan"),
        ("math.greatest([])", "invalidArgument: math.greatest needs one number at least; the list is empty"),
        ("math.least(dyn([]))", "invalidArgument: math.least needs one number at least; the list is empty"),
        ("math.greatest('a')", "problem: no such overload: math.greatest(string)"),
        ("math.greatest(1, 'a')", "problem: no such overload: math.greatest(int, string)"),
        ("math.greatest(1, 2, 'a')", "problem: math.greatest takes numbers, not 'a'"),
        ("math.greatest()", "problem: no such overload: math.greatest()"),
        ("math.greatest(dyn('a'))", "noSuchOverload: no such overload: math.greatest(string)"),
        ("math.greatest(1, 2, dyn('a'))", "noSuchOverload: no such overload: math.greatest(int, int, string)"),
        ("math.least([1, dyn('a')])", "noSuchOverload: no such overload: math.least(list)"),
        ("math.least(1, 2, 3) + 'a'", "problem: no such overload: int + string"),
        ("math.least(1, 2u, 3) + 1", "2"),
    ])
    func `the greatest and the least keep their type`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("math.ceil(-1.2)", "-1.0"), ("math.floor(-1.2)", "-2.0"), ("math.round(1.5)", "2.0"),
        ("math.round(-1.5)", "-2.0"),
        ("math.round(0.49999999999999994)", "0.0"), ("math.trunc(-1.9)", "-1.0"), ("math.round(0.0 / 0.0)", "nan"),
        ("math.abs(-11)", "11"), ("math.abs(11u)", "11u"), ("math.abs(-1.5)", "1.5"), ("math.abs(-0.0)", "0.0"),
        ("math.abs(-9223372036854775807)", "9223372036854775807"),
        (
            "math.abs(-9223372036854775808)",
            "overflow: the absolute value of -9223372036854775808 is beyond the range of int"
        ),
        ("math.sign(-42)", "-1"), ("math.sign(0u)", "0u"), ("math.sign(7u)", "1u"), ("math.sign(-0.0)", "0.0"),
        ("math.sign(0.0 / 0.0)", "nan"), ("math.sign(-2.5)", "-1.0"), ("math.sqrt(81)", "9.0"),
        ("math.sqrt(4u)", "2.0"),
        ("math.sqrt(-1.0)", "nan"), ("math.isNaN(0.0 / 0.0)", "true"), ("math.isNaN(1.0)", "false"),
        ("math.isInf(-1.0 / 0.0)", "true"), ("math.isInf(0.0 / 0.0)", "false"), ("math.isFinite(1.0)", "true"),
        ("math.isFinite(1.0 / 0.0)", "false"),
        ("math.round(dyn(1))", "noSuchOverload: no such overload: math.round(int)"),
        ("math.isInf(dyn(true))", "noSuchOverload: no such overload: math.isInf(bool)"),
        ("math.sign(dyn(true))", "noSuchOverload: no such overload: math.sign(bool)"),
    ])
    func `numbers are rounded and tested`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("math.bitAnd(3, 5)", "1"), ("math.bitAnd(-3, -5)", "-7"), ("math.bitOr(1u, 2u)", "3u"),
        ("math.bitXor(5, 3)", "6"),
        ("math.bitNot(1)", "-2"), ("math.bitNot(0u)", "18446744073709551615u"), ("math.bitShiftLeft(1, 2)", "4"),
        ("math.bitShiftLeft(1, 63)", "-9223372036854775808"), ("math.bitShiftLeft(1, 64)", "0"),
        ("math.bitShiftLeft(-1, 200)", "0"), ("math.bitShiftLeft(1u, 200)", "0u"),
        ("math.bitShiftRight(-1024, 3)", "2305843009213693824"), ("math.bitShiftRight(-1, 0)", "-1"),
        ("math.bitShiftRight(-1, 63)", "1"), ("math.bitShiftRight(-1024, 64)", "0"),
        ("math.bitShiftRight(1024u, 2)", "256u"),
        ("math.bitShiftLeft(1, -1)", "invalidArgument: math.bitShiftLeft cannot shift by -1 places"),
        ("math.bitShiftRight(1u, -1)", "invalidArgument: math.bitShiftRight cannot shift by -1 places"),
        ("math.bitAnd(1, 1u)", "problem: no such overload: math.bitAnd(int, uint)"),
        ("math.bitOr(dyn(1.2), 1)", "noSuchOverload: no such overload: math.bitOr(double, int)"),
    ])
    func `bits are those of 64, and the sign is one of them`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }
}
