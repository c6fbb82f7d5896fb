import CEL
import RelayTesting
import Testing

@Suite("Money in expressions")
struct MoneyTests {
    private let evaluated: LibraryEvaluation

    init() throws { evaluated = try LibraryEvaluation() }

    // MARK: To minor units

    @Test(arguments: [
        ("50", "5000"), ("50.0", "5000"), ("50.00", "5000"), ("50.000", "5000"), ("5e1", "5000"), ("0.5E+2", "5000"),
        ("500000e-4", "5000"), ("-3.5", "-350"), ("0", "0"), ("-0.0", "0"), ("0.01", "1"), ("1250.50", "125050"),
        ("0.29", "29"), ("1.15", "115"), ("4.35", "435"), ("90071992547409.93", "9007199254740993"),
        ("92233720368547758.07", "9223372036854775807"), ("-92233720368547758.08", "-9223372036854775808"),
    ])
    func `a number of JSON is taken by its digits`(json: String, cents: String) throws {
        #expect(try evaluated("cents(x)", x: json) == cents)
    }

    @Test(arguments: [
        ("50.00", "5000"), ("50", "5000"), ("50.000", "5000"), ("-3.5", "-350"), ("0050.5", "5050"), ("-0", "0"),
        ("92233720368547758.07", "9223372036854775807"),
    ])
    func `a text is taken by its digits`(text: String, cents: String) throws {
        #expect(try evaluated("cents(x)", x: .string(text)) == cents)
        #expect(try evaluated("cents('\(text)')") == cents)
    }

    @Test(arguments: [
        "1,000.00", "1e3", "", " 50", "50 ", "+50", ".5", "5.", "-", "--5", "1.2.3", "€5", "５０", "0x10", "1_0",
    ])
    func `a text that is no plain decimal is an error`(text: String) throws {
        let fact =
            "the text is no plain decimal number. Write digits and a point, as in 1000.50 or -3.5, and nothing else"
        #expect(try evaluated("cents(x)", x: .string(text)) == "invalidArgument: \(fact)")
        #expect(evaluated.problems(of: "cents('\(text)')") == [fact])
    }

    @Test(arguments: [
        ("50.005", 3), ("\"50.005\"", 3), ("1e-3", 3), ("0.123456789", 9), ("50.0000000000000000000001", 22),
        ("-0.001", 3),
    ])
    func `more digits than the currency has are never rounded`(json: String, digits: Int) throws {
        let fact = "the amount has \(digits) digits behind the point, and its currency has 2"
        #expect(try evaluated("cents(x)", x: json).hasPrefix("invalidArgument: \(fact). Nothing is rounded"))
    }

    @Test func `a number with more digits than anybody reads is an error too`() throws {
        #expect(try evaluated("cents(x)", x: "1e-99999999999999999999").contains("more than 1000 digits"))
        #expect(try evaluated("cents(x)", x: "1e99999999999999999999").hasPrefix("overflow: "))
    }

    @Test(arguments: [
        "92233720368547758.08", "-92233720368547758.09", "1e18", "18446744073709551615", "\"92233720368547758.08\"",
    ])
    func `an amount beyond 64 bits is an error`(json: String) throws {
        #expect(try evaluated("cents(x)", x: json) == "overflow: the amount is beyond the range of int")
    }

    @Test(arguments: [
        ("cents(50)", "5000"), ("cents(50u)", "5000"), ("cents(50.0)", "5000"), ("cents(50.05)", "5005"),
        ("cents(-0.0)", "0"), ("cents(1e3)", "100000"), ("cents(0.1 * 3.0 == 0.3 ? 1 : 2)", "200"),
        ("cents(units(5005))", "5005"), ("cents(units(50, 0))", "5000"),
    ])
    func `numbers of the language are taken as they are`(expression: String, cents: String) throws {
        #expect(try evaluated(expression) == cents)
    }

    @Test func `a double that was computed inexactly is an error and not an almost right amount`() throws {
        #expect(
            try evaluated("cents(0.1 + 0.2)") == """
                invalidArgument: the amount has 17 digits behind the point, and its currency has 2. \
                Nothing is rounded here: compute in cents
                """
        )
        #expect(try evaluated("cents(1.0 / 0.0)") == "invalidArgument: the amount is not finite")
    }

    @Test(arguments: [
        ("cents(x, 0)", "500", "500"), ("cents(x, 0)", "500.0", "500"), ("cents(x, 3)", "1.234", "1234"),
        ("cents(x, 4)", "\"-0.0001\"", "-1"), ("cents(x, 0)", "9223372036854775807", "9223372036854775807"),
    ])
    func `a currency may have other digits`(expression: String, json: String, units: String) throws {
        #expect(try evaluated(expression, x: json) == units)
    }

    @Test func `the digits of a currency are checked, before anything runs where they are constant`() throws {
        let fact = "a currency has 0 to 4 digits behind the point, not 5"
        #expect(evaluated.problems(of: "cents(x, 5)") == [fact])
        #expect(evaluated.problems(of: "units(1, 5)") == [fact])
        #expect(try evaluated("cents(1, x)", x: "5") == "outOfRange: \(fact)")
        #expect(try evaluated("units(1, x)", x: "5") == "outOfRange: \(fact)")
        #expect(try evaluated("cents(1, x)", x: "-1").hasPrefix("outOfRange: "))
        #expect(try evaluated("cents(1, x)", x: "2.5").hasPrefix("noSuchOverload: "))
        #expect(try evaluated("cents(500, x)", x: "0") == "500")
    }

    @Test(arguments: ["null", "true", "[50]", "{}"])
    func `what is no amount has no form`(json: String) throws {
        #expect(try evaluated("cents(x)", x: json).hasPrefix("noSuchOverload: no such overload: cents("))
    }

    // MARK: To a decimal

    @Test(arguments: [
        ("units(5000)", "50"), ("units(5005)", "50.05"), ("units(5050)", "50.50"), ("units(-5)", "-0.05"),
        ("units(0)", "0"), ("units(7, 0)", "7"), ("units(1500, 3)", "1.500"), ("units(1, 4)", "0.0001"),
        ("units(5000u)", "50"), ("units(9223372036854775807)", "92233720368547758.07"),
        ("units(-9223372036854775808)", "-92233720368547758.08"), ("units(-100)", "-1"),
    ])
    func `minor units become an exact number in JSON`(expression: String, number: String) throws {
        #expect(try evaluated.json(expression) == number)
        #expect(try evaluated.json("{'value': [\(expression)]}") == "{\"value\":[\(number)]}")
        #expect(try evaluated("string(\(expression))") == "'\(number)'")
        #expect(try evaluated("string(dyn(\(expression)))") == "'\(number)'")
    }

    @Test func `5000 cents are 50 units, and not 5000 nor 50 and a bit`() throws {
        #expect(try evaluated.json("units(5000)") == "50")
        #expect(try evaluated("units(5000) == units(50, 0)") == "true")
        #expect(try evaluated("units(5000) == units(5000, 0)") == "false")
        #expect(try evaluated("units(5000) == units(50005, 3)") == "false")
    }

    @Test(arguments: [
        ("units(5050) == units(505, 1)", "true"), ("units(0) == units(0, 4)", "true"),
        ("units(9223372036854775807, 0) == units(9223372036854775807, 4)", "false"),
        ("units(-5) == units(5)", "false"), ("units(5) != units(5)", "false"), ("dyn(units(500)) == 5", "false"),
        ("[units(5)] == [units(50, 3)]", "true"), ("type(units(5)) == relay.Decimal", "true"),
    ])
    func `decimals are equal by value`(expression: String, value: String) throws {
        #expect(try evaluated(expression) == value)
    }

    @Test(arguments: [("50.0", "double"), ("\"5000\"", "string"), ("5e3", "double"), ("null", "null_type")])
    func `only whole minor units become a decimal`(json: String, type: String) throws {
        let error = """
            noSuchOverload: units() takes a whole number of minor units, no \(type). \
            Write int(x) for a number of cents, units(cents(x)) for an amount
            """
        #expect(try evaluated("units(x)", x: json) == error)
        #expect(try evaluated("units(x, 2)", x: json) == error)
    }

    @Test func `more minor units than an int holds are an error`() throws {
        let error = "overflow: the minor units are beyond the range of int"
        #expect(try evaluated("units(x)", x: "9223372036854775808") == error)
    }

    @Test func `the check knows the types`() throws {
        #expect(try evaluated.type(of: "cents(x)") == "int")
        #expect(try evaluated.type(of: "units(x)") == "relay.Decimal")
        #expect(evaluated.problems(of: "units('50')").first?.hasPrefix("no such overload: units(string)") == true)
        #expect(evaluated.problems(of: "units(1) + units(2)").count == 1)
    }

    // MARK: There and back

    @Test(arguments: Seeds.first(200))
    func `cents of units are the same again`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let amounts = [Int64.min, .max, 0, -1, 1] + (0..<20).map { _ in Self.amount(&random) }
        for amount in amounts {
            let digits = random.below(5)
            #expect(try evaluated("cents(units(x))", x: .int(amount)) == "\(amount)", "seed \(seed)")
            let call = "cents(units(x, \(digits)), \(digits))"
            #expect(try evaluated(call, x: .int(amount)) == "\(amount)", "seed \(seed)")
            let text = "cents(string(units(x, \(digits))), \(digits))"
            #expect(try evaluated(text, x: .int(amount)) == "\(amount)", "seed \(seed)")
        }
    }

    @Test(arguments: Seeds.first(100))
    func `what units write is read back from JSON without loss`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let amount = Self.amount(&random)
        let literal = amount == .min ? "-9223372036854775808" : "\(amount)"
        let body = try evaluated.json("units(\(literal))")
        #expect(try evaluated("cents(x)", x: body) == "\(amount)", "seed \(seed)")
    }

    /// An amount of any size, small ones as often as large ones.
    private static func amount(_ random: inout SeededRandom) -> Int64 {
        Int64(bitPattern: random.next()) >> random.below(64)
    }
}
