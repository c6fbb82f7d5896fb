import CEL
import RelayTesting
import Testing

@Suite("Phone numbers in expressions")
struct PhoneNumberTests {
    private let evaluated: LibraryEvaluation

    init() throws { evaluated = try LibraryEvaluation() }

    private func e164(_ phone: String, _ country: String) throws -> String {
        try evaluated("e164(x.phone, x.country)", x: "{\"phone\": \"\(phone)\", \"country\": \"\(country)\"}")
    }

    @Test(arguments: [
        ("06 12345678", "NL", "+31612345678"), ("(020) 123-4567", "NL", "+31201234567"),
        ("020 7946 0958", "GB", "+442079460958"), ("030/123456", "DE", "+4930123456"),
        ("01 23 45 67 89", "FR", "+33123456789"), ("01.23.45.67.89", "FR", "+33123456789"),
        ("06 1 234 5678", "HU", "+3612345678"), ("06 20 123 4567", "HU", "+36201234567"),
        ("06 6982 1234", "IT", "+390669821234"), ("347 123 4567", "IT", "+393471234567"),
        ("612 34 56 78", "ES", "+34612345678"), ("912 345 678", "PT", "+351912345678"),
        ("20 12 34 56", "DK", "+4520123456"), ("601 234 567", "PL", "+48601234567"),
        ("601 123 456", "CZ", "+420601123456"), ("21 0123 4567", "GR", "+302101234567"),
        ("621 123 456", "LU", "+352621123456"), ("0612 34567", "LT", "+37061234567"),
        ("(415) 555-2671", "US", "+14155552671"), ("1-415-555-2671", "US", "+14155552671"),
        ("416.555.0123", "CA", "+14165550123"), ("55 1234 5678", "MX", "+525512345678"),
        ("(11) 91234-5678", "BR", "+5511912345678"), ("011 91234 5678", "BR", "+5511912345678"),
        ("98765 43210", "IN", "+919876543210"), ("098765 43210", "IN", "+919876543210"),
        ("8 (912) 345-67-89", "RU", "+79123456789"), ("912 345 67 89", "RU", "+79123456789"),
        ("8 701 123 4567", "KZ", "+77011234567"), ("0532 123 45 67", "TR", "+905321234567"),
        ("0412 345 678", "AU", "+61412345678"), ("021 123 4567", "NZ", "+64211234567"),
        ("082 123 4567", "ZA", "+27821234567"), ("050 123 4567", "AE", "+971501234567"),
        ("050-123-4567", "IL", "+972501234567"), ("090-1234-5678", "JP", "+819012345678"),
        ("9123 4567", "SG", "+6591234567"), ("079 123 45 67", "CH", "+41791234567"),
        ("0612345678", "nl", "+31612345678"),
    ])
    func `a national number gets its calling code`(phone: String, country: String, expected: String) throws {
        #expect(try e164(phone, country) == "'\(expected)'")
    }

    @Test(arguments: [
        ("+31 6 12345678", "NL", "+31612345678"), ("0031612345678", "NL", "+31612345678"),
        ("+44 (0)20 7946 0958", "GB", "+442079460958"), ("+44 (0)20 7946 0958", "NL", "+442079460958"),
        ("0044 (0) 20 7946 0958", "FR", "+442079460958"), ("+36 (06) 1 234 5678", "HU", "+3612345678"),
        ("+39 (0)6 6982 1234", "IT", "+390669821234"), ("+39 06 6982 1234", "NL", "+390669821234"),
        ("011 31 6 12345678", "US", "+31612345678"), ("(+31) 6-12345678", "NL", "+31612345678"),
        ("+1 (415) 555-2671", "NL", "+14155552671"), ("+1 416 555 0123", "US", "+14165550123"),
        ("0011 31 6 12345678", "AU", "+31612345678"), ("010 31 6 12345678", "JP", "+31612345678"),
        ("8 10 31 6 12345678", "RU", "+31612345678"), ("+7 701 123 45 67", "RU", "+77011234567"),
        ("+31\\u00A06\\u202F12345678", "NL", "+31612345678"), ("+31 6\\u201112345678", "BE", "+31612345678"),
    ])
    func `a number in international form keeps its calling code`(phone: String, country: String, expected: String)
        throws
    {
        #expect(try e164(phone, country) == "'\(expected)'")
    }

    @Test(arguments: [
        ("12345", "NL", "the phone number is too short: 5 digits, NL numbers have 9"),
        ("061234567890", "NL", "the phone number is too long: 11 digits, NL numbers have 9"),
        ("31612345678", "NL", "the phone number is too long: 11 digits, NL numbers have 9"),
        ("+32 47", "NL", "the phone number is too short: 2 digits, BE numbers have 8 to 9"),
        ("+4402079460958", "GB", "the phone number is too long: 11 digits, GB numbers have 9 to 10"),
        ("+49 030 123456", "DE", "the phone number has a 0 where DE numbers have none"),
        ("+49 (030) 123456", "DE", "the phone number has a 0 where DE numbers have none"),
        ("+45 (0) 20123456", "DK", "the phone number is too long: 9 digits, DK numbers have 8"),
        ("612345678", "NL", "the phone number begins neither with 0 nor with +31, so it may lack a part"),
        ("1234567", "DE", "the phone number begins neither with 0 nor with +49, so it may lack a part"),
        ("1 1415 555 267", "US", "the phone number has a 1 where US numbers have none"),
        ("8 612 34567", "LT", "the phone number is too long: 9 digits, LT numbers have 8"),
        ("+52 1 55 1234 5678", "MX", "the phone number is too long: 11 digits, MX numbers have 10"),
        ("0045 12345678", "SG", "the phone number begins with 00, which does not lead abroad from SG"),
        ("+999 12345678", "NL", "the calling code of the phone number belongs to no country that is known here"),
        ("+", "NL", "the phone number has no digits"), ("", "NL", "the phone number has no digits"),
        ("0612345678 ext. 12", "NL", "the phone number holds a letter"),
        ("0612345678x12", "NL", "the phone number holds a letter"),
        ("0612345678#12", "NL", "the phone number holds a sign other than digits, spaces, ( ) . - / and +"),
        ("0612345678, 0687654321", "NL", "the phone number holds a sign other than digits, spaces, ( ) . - / and +"),
        ("0612345678 / 0687654321", "NL", "the phone number is too long: 19 digits, NL numbers have 9"),
        ("０６１２３４５６７８", "NL", "the phone number has digits other than 0 to 9"),
        ("06\\u0661\\u0662345678", "NL", "the phone number has digits other than 0 to 9"),
        ("06+12345678", "NL", "a plus stands within the phone number"),
        ("++31612345678", "NL", "a plus stands within the phone number"),
        ("(06 12345678", "NL", "the parentheses in the phone number do not match"),
        ("06) 12345678", "NL", "the parentheses in the phone number do not match"),
        ("((06)) 12345678", "NL", "the parentheses in the phone number do not match"),
        ("0612345678", "Netherlands", "the country is no code of two letters"),
        ("0612345678", "", "the country is no code of two letters"),
        ("0612345678", "N1", "the country is no code of two letters"),
        ("0612345678", "ZZ", "the phone numbers of ZZ are not known here"),
        ("020 7946 0958", "UK", "the phone numbers of UK are not known here. It is written GB"),
    ])
    func `what is no number of the country is an error`(phone: String, country: String, fact: String) throws {
        let error = try e164(phone, country)
        #expect(error.hasPrefix("invalidArgument: \(fact)"))
        #expect(!error.contains("12345678"), "a phone number is personal data")
    }

    @Test func `a text longer than any number is refused unread`() throws {
        let error = try e164(String(repeating: "0", count: 65), "NL")
        #expect(error.hasPrefix("invalidArgument: the phone number is longer than 64 bytes"))
    }

    @Test func `a number without its leading zeros is no text`() throws {
        #expect(try evaluated("e164(x, 'NL')", x: "612345678").hasPrefix("noSuchOverload: "))
    }

    @Test func `a country that is not known is found before anything runs`() {
        #expect(
            evaluated.problems(of: "e164(x, 'UK')") == ["the phone numbers of UK are not known here. It is written GB"]
        )
        #expect(evaluated.problems(of: "e164(x, 'NL')") == [])
        #expect(evaluated.problems(of: "e164('123', 'NL')").count == 1)
    }

    /// Countries with a prefix that is dialled at home, the shortest and the longest of their numbers.
    @Test(arguments: [
        ("AT", "43", "0", 4...13), ("DE", "49", "0", 6...13), ("GB", "44", "0", 9...10), ("HU", "36", "06", 8...9),
        ("IT", "39", "", 6...12), ("NL", "31", "0", 9...9), ("PL", "48", "", 9...9), ("SE", "46", "0", 7...10),
        ("US", "1", "1", 10...10), ("RU", "7", "8", 10...10), ("ES", "34", "", 9...9), ("BR", "55", "0", 10...11),
    ])
    func `both forms of a number are the same, and nothing shorter or longer is a number`(
        country: String,
        callingCode: String,
        trunk: String,
        lengths: ClosedRange<Int>
    ) throws {
        for length in lengths {
            let number = "234567823456782".prefix(length)
            let expected = "'+\(callingCode)\(number)'"
            #expect(try e164("\(trunk)\(number)", country) == expected)
            #expect(try e164("+\(callingCode)\(number)", country) == expected)
            #expect(try e164("+\(callingCode)\(number)", "NZ") == expected)
        }
        for length in [lengths.lowerBound - 1, lengths.upperBound + 1] {
            let number = "234567823456782".prefix(length)
            #expect(
                try e164("+\(callingCode)\(number)", country).hasPrefix("invalidArgument: the phone number is too ")
            )
            #expect(try e164("\(trunk)\(number)", country).hasPrefix("invalidArgument: "))
        }
    }

    @Test(arguments: Seeds.first(200))
    func `any text gives an error or a number that stays as it is`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("0123456789012345678901234567890+()-./ x٣")
        let countries = ["NL", "DE", "US", "IT", "HU", "SG", "BR", "RU", "AU", "JP"]
        for _ in 0..<20 {
            let phone = String((0..<random.below(20)).compactMap { _ in random.element(of: alphabet) })
            let country = random.element(of: countries) ?? "NL"
            let result = try e164(phone, country)
            guard !result.hasPrefix("invalidArgument: ") else { continue }
            let number = String(result.dropFirst().dropLast())
            #expect(number.wholeMatch(of: /\+[1-9][0-9]{5,14}/) != nil, "seed \(seed): \(phone) in \(country)")
            #expect(try e164(number, "NL") == result, "seed \(seed): \(phone) in \(country)")
        }
    }
}
