import Testing

@Suite("Formats")
struct FormattingTests {
    @Test(arguments: [
        ("'%s'.format(['é'])", "é"), ("'%s'.format([true])", "true"), ("'%s'.format([null])", "null"),
        ("'%s'.format([-5])", "-5"), ("'%s'.format([5u])", "5"), ("'%s'.format([1.0])", "1"),
        ("'%s'.format([0.0])", "0"),
        ("'%s'.format([1e21])", "1000000000000000000000"), ("'%s'.format([1e-7])", "0.0000001"),
        ("'%s'.format([-0.5])", "-0.5"), ("'%s'.format([double('NaN')])", "NaN"),
        ("'%s'.format([double('-Infinity')])", "-Infinity"), ("'%s'.format([b'xyz'])", "xyz"),
        ("'%s'.format([b'\\xff\\xfea\\xff'])", "\u{FFFD}a\u{FFFD}"), ("'%s'.format([int])", "int"),
        ("'%s'.format([timestamp('2020-01-02T03:04:05.1+02:00')])", "2020-01-02T01:04:05.1Z"),
        ("'%s'.format([duration('-1m30.5s')])", "-90.5s"),
        ("'%s'.format([[1, 'a', [2.5, null]]])", "[1, a, [2.5, null]]"),
        ("'%s'.format([{'b': 1, 'a': [{}], 3: true, true: 1u}])", "{3: true, a: [{}], b: 1, true: 1}"),
        ("'%s'.format([[]])", "[]"),
    ])
    func `s writes any value`(text: String, written: String) {
        #expect(outcome(text) == "'\(written)'")
    }

    @Test(arguments: [
        ("%d", "-9223372036854775808", "-9223372036854775808"), ("%d", "5u", "5"), ("%d", "3.14", "3.14"),
        ("%d", "double('Infinity')", "Infinity"), ("%b", "5", "101"), ("%b", "-5", "-101"), ("%b", "true", "1"),
        ("%b", "false", "0"), ("%o", "8u", "10"), ("%o", "-8", "-10"), ("%x", "30", "1e"), ("%X", "30u", "1E"),
        ("%x", "-255", "-ff"), ("%x", "'Hé'", "48c3a9"), ("%X", "b'\\x0a\\xff'", "0AFF"), ("%x", "''", ""),
    ])
    func `integers and bytes are written in their bases`(pattern: String, value: String, written: String) {
        #expect(outcome("'\(pattern)'.format([\(value)])") == "'\(written)'")
    }

    @Test(arguments: [
        ("%f", "2.71828", "2.718280"), ("%f", "2", "2.000000"), ("%.0f", "123.0", "123"), ("%.3f", "1.2345", "1.234"),
        ("%.0f", "1.5", "2"), ("%.0f", "2.5", "2"), ("%.0f", "0.5", "0"), ("%.1f", "0.25", "0.2"),
        ("%.1f", "0.75", "0.8"),
        ("%.1f", "0.05", "0.1"), ("%.0f", "0.04", "0"), ("%.0f", "-0.4", "-0"), ("%.1f", "99.96", "100.0"),
        ("%.3f", "123.4999", "123.500"), ("%f", "1e22", "10000000000000000000000.000000"),
        ("%.0f", "1e23", "99999999999999991611392"), ("%.20f", "0.1", "0.10000000000000000555"),
        ("%.01f", "1.25", "1.2"), ("%f", "double('NaN')", "NaN"), ("%f", "double('-Infinity')", "-Infinity"),
        ("%.0f", "18446744073709551615u", "18446744073709551616"), ("%f", "-0.0", "-0.000000"),
        ("%e", "2", "2.000000e+00"), ("%e", "0.0", "0.000000e+00"), ("%.0e", "25.0", "2e+01"), ("%.0e", "9.5", "1e+01"),
        ("%e", "9.9999999", "1.000000e+01"), ("%.2e", "12345", "1.23e+04"), ("%e", "1e300", "1.000000e+300"),
        ("%.15e", "5e-324", "4.940656458412465e-324"), ("%e", "-1.5e-7", "-1.500000e-07"),
    ])
    func `fractions are rounded half to even from their exact value`(pattern: String, value: String, written: String) {
        #expect(outcome("'\(pattern)'.format([\(value)])") == "'\(written)'")
    }

    @Test func `the smallest double is written to its last digit`() {
        #expect(outcome("'%.750e'.format([5e-324]).endsWith('265533447265625e-324')") == "true")
        #expect(outcome("'%.755e'.format([5e-324]).endsWith('26553344726562500000e-324')") == "true")
        #expect(outcome("'%.1000f'.format([5e-324]).endsWith('7335989937')") == "true")
        #expect(outcome("'%.1000f'.format([1.7976931348623157e308]).size()") == "1310")
    }

    @Test(arguments: [
        ("'%d %% %s%%'.format([1, 'a'])", "'1 % a%'"), ("'%%%s'.format(['a'])", "'%a'"), ("'%%'.format([])", "'%'"),
        ("''.format([1])", "''"), ("'%s'.format(['a', 'b'])", "'a'"), ("('%' + 's').format(['%s'])", "'%s'"),
    ])
    func `a percent sign is doubled, and arguments left over are ignored`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("%b", "'a'", "%b in a format takes int, uint and bool, not string"),
        ("%b", "1.0", "%b in a format takes int, uint and bool, not double"),
        ("%o", "true", "%o in a format takes int and uint, not bool"),
        ("%d", "null", "%d in a format takes int, uint and double, not null_type"),
        ("%d", "true", "%d in a format takes int, uint and double, not bool"),
        ("%f", "duration('1s')", "%f in a format takes int, uint and double, not google.protobuf.Duration"),
        ("%e", "'1'", "%e in a format takes int, uint and double, not string"),
        ("%x", "1.5", "%x in a format takes int, uint, string and bytes, not double"),
        ("%X", "[1]", "%X in a format takes int, uint, string and bytes, not list"),
        ("%s", "optional.of(1)", "%s in a format cannot write a value of type optional_type"),
        ("%s", "[optional.of(1)]", "%s in a format cannot write a value of type optional_type"),
        ("%s %s", "1", "the format has more clauses than its 1 arguments"),
    ])
    func `a value of another type is an error`(pattern: String, value: String, fact: String) {
        #expect(outcome("'\(pattern)'.format([\(value)])") == "invalidArgument: \(fact)")
    }

    @Test(arguments: [
        ("%q", "the format has no clause '%q'; "), ("%S", "the format has no clause '%S'; "),
        ("%é", "the format has no clause '%é'; "), ("%5d", "the format has no clause '%5'; "),
        ("%", "the format ends within a clause; "), ("%.3", "the format ends within a clause; "),
        ("%.f", "a precision is a number "), ("%.1001f", "a precision is 1000 at the most"),
        ("%.99999999999999999999f", "a precision is 1000 at the most"),
    ])
    func `a broken format is found before anything runs, and at the latest then`(pattern: String, fact: String) {
        #expect(outcome("'\(pattern)'.format([1])").hasPrefix("problem: \(fact)"))
        #expect(outcome("('\(pattern)' + '').format([1])").hasPrefix("invalidArgument: \(fact)"))
    }

    @Test(arguments: [
        ("0.0", "0"), ("-0.0", "-0"), ("1.0", "1"), ("123.456", "123.456"), ("-0.0045", "-0.0045"),
        ("0.0001", "0.0001"),
        ("0.00001", "1e-05"), ("123456.7", "123456.7"), ("999999.0", "999999"), ("1000000.0", "1e+06"),
        ("1234567.8", "1.2345678e+06"), ("1e100", "1e+100"), ("5e-324", "5e-324"), ("0.1 + 0.2", "0.30000000000000004"),
        ("1.0 / 0.0", "Infinity"), ("-1.0 / 0.0", "-Infinity"), ("0.0 / 0.0", "NaN"),
    ])
    func `string writes a double with the fewest digits`(value: String, written: String) {
        #expect(outcome("string(\(value))") == "'\(written)'")
    }
}
