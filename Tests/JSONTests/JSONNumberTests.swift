import JSON
import Testing

@Suite("A JSON number")
struct JSONNumberTests {
    private func number(_ text: String) throws -> JSONNumber { try #require(JSONDocument(text).root.number) }

    @Test(
        arguments: [
            ("1", "1.0"), ("1", "10e-1"), ("100", "1E+2"), ("0", "-0"), ("0", "0e5"),
            ("-0.0", "0E-99999999999999999999"),
            ("1250.50", "12505e-1"), ("0.001", "1e-3"), ("1e0000000000000000000000000005", "100000"),
            ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
            ("10e99999999999999999999", "1e100000000000000000000"), ("0.1e-99999999999999999", "1e-100000000000000000"),
            ("10e999999999999999999", "1e1000000000000000000"), ("0.1e1000000000000000000", "1e999999999999999999"),
        ]
    )
    func `equals every other spelling of its value`(pair: (String, String)) throws {
        let (left, right) = (try number(pair.0), try number(pair.1))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
        #expect(try JSONDocument(pair.0).root == JSONDocument(pair.1).root)
    }

    @Test(
        arguments: [
            ("-2", "-1"), ("-1", "0"), ("-1e400", "-1e399"), ("0", "1e-400"), ("1e-400", "1e-399"), ("9", "10"),
            ("1", "1.00000000000000000000000000000001"), ("9007199254740992", "9007199254740993"), ("1.5", "15"),
            ("1e99999999999999999998", "1e99999999999999999999"),
            ("1e-99999999999999999999", "1e-99999999999999999998"),
            ("-1e99999999999999999999", "-1e99999999999999999998"), ("9e999999999999999999", "1e1000000000000000000"),
        ]
    )
    func `stands before a larger one`(pair: (String, String)) throws {
        let (left, right) = (try number(pair.0), try number(pair.1))
        #expect(left < right && !(right < left) && left != right)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("1.0", nil), ("1e2", nil),
            ("100000000000000000000000", nil),
        ] as [(String, Int64?)]
    )
    func `is an integer of the machine only if it is written as one and fits`(pair: (String, Int64?)) throws {
        #expect(try JSONDocument(pair.0).root.int == pair.1)
    }

    @Test(
        arguments: [
            ("18446744073709551615", .max), ("18446744073709551616", nil), ("-0", 0), ("-1", nil),
            ("99999999999999999999", nil),
        ] as [(String, UInt64?)]
    )
    func `is an integer without sign only if it fits`(pair: (String, UInt64?)) throws {
        #expect(try JSONDocument(pair.0).root.uint == pair.1)
    }

    @Test(
        arguments: [
            ("0.1", 0.1), ("1250.50", 1250.5), ("-3.25", -3.25), ("9007199254740993", 9_007_199_254_740_992),
            ("123456789.123456789", 123456789.123456789), ("5e-324", .leastNonzeroMagnitude), ("1e-400", 0),
            ("1e400", .infinity),
            ("-1e400", -.infinity), ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("0.30000000000000004", 0.30000000000000004),
        ]
    )
    func `is the nearest binary fraction`(pair: (String, Double)) throws {
        #expect(try JSONDocument(pair.0).root.double == pair.1)
    }

    @Test func `that is a negative zero keeps its sign as a binary fraction`() throws {
        #expect(try JSONDocument("-0.0").root.double?.sign == .minus)
    }

    @Test(arguments: [
        ("-0.00125e2", "-0.125e0"), ("12500", "0.125e5"), ("-0e7", "0"),
        ("1e99999999999999999999", "0.1e100000000000000000000"),
    ])
    func `has one spelling of its own`(pair: (String, String)) throws {
        #expect(try number(pair.0).description == pair.1)
    }

    @Test(
        arguments: [
            ("50.05", 2, .integer(5005)), ("50.050", 2, .integer(5005)), ("5e1", 2, .integer(5000)),
            ("-0.01", 2, .integer(-1)), ("0", 4, .integer(0)), ("0e99999999999999999999", 2, .integer(0)),
            ("92233720368547758.07", 2, .integer(.max)), ("-92233720368547758.08", 2, .integer(.min)),
            ("92233720368547758.08", 2, .beyond), ("-92233720368547758.09", 2, .beyond), ("1e18", 2, .beyond),
            ("1e99999999999999999999", 2, .beyond), ("50.005", 2, .fraction(digits: 1)),
            ("1e-4", 2, .fraction(digits: 2)), ("0.5", 0, .fraction(digits: 1)),
            ("1e-99999999999999999999", 2, .fraction(digits: 999_999)),
        ] as [(String, Int, JSONNumber.Scaled)]
    )
    func `times a power of ten is an integer of the machine, or it is told why not`(
        text: String,
        power: Int,
        scaled: JSONNumber.Scaled
    ) throws {
        #expect(try number(text).scaled(byTenTo: power) == scaled)
    }

    @Test func `may be read from digits that stand outside of JSON`() {
        #expect(JSONNumber("0050.50".utf8Span.span) == JSONNumber("50.5".utf8Span.span))
        #expect(JSONNumber("1e+16".utf8Span.span) == JSONNumber("10000000000000000".utf8Span.span))
    }
}
