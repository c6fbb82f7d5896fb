import CivilTime
import Testing

/// The rules for later years, by way of files that have nothing else.
@Suite("Rules that repeat every year")
struct YearlyRuleTests {
    private static func rules(_ footer: String) throws -> ZoneRules {
        try ZoneRules(tzif: TZifFile(footer: "\n\(footer)\n").bytes)
    }

    @Test(arguments: [
        // The last second before, and the first of, each change.
        ("EST5EDT,M3.2.0,M11.1.0", "2024-03-10T06:59:59Z", -18_000),
        ("EST5EDT,M3.2.0,M11.1.0", "2024-03-10T07:00:00Z", -14_400),
        ("EST5EDT,M3.2.0,M11.1.0", "2024-11-03T05:59:59Z", -14_400),
        ("EST5EDT,M3.2.0,M11.1.0", "2024-11-03T06:00:00Z", -18_000),
        // The south: summer goes over New Year's.
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-01T00:00:00Z", 39_600),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-04-06T15:59:59Z", 39_600),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-04-06T16:00:00Z", 36_000),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-10-05T16:00:00Z", 39_600),
        // Ireland: the winter is what is saved, by going back.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-03-31T00:59:59Z", 0),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-03-31T01:00:00Z", 3600),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-10-27T01:00:00Z", 0),
        // Clock times of other days.
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z", -7200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00:00Z", -3600),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2024-03-29T23:59:59Z", 7200),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2024-03-30T00:00:00Z", 10_800),
        ("AAA0BBB,0/-167,J365/167", "2023-12-25T00:59:59Z", 0),
        ("AAA0BBB,0/-167,J365/167", "2023-12-25T01:00:00Z", 3600),
        ("AAA0BBB,J365/167,J100/0", "2024-01-06T22:59:59Z", 0),
        ("AAA0BBB,J365/167,J100/0", "2024-01-06T23:00:00Z", 3600),
        // Two hours of daylight saving, and offsets to the second.
        ("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", "2024-07-01T00:00:00Z", 7200),
        ("LMT-0:34:08", "2024-07-01T00:00:00Z", 2048), ("LMT+24:59:59", "2024-07-01T00:00:00Z", -89_999),
        // J60 is 1 March in every year, and day 59 the leap day where there is one.
        ("AAA0BBB,J60/0,J100/0", "2024-02-29T23:59:59Z", 0), ("AAA0BBB,J60/0,J100/0", "2024-03-01T00:00:00Z", 3600),
        ("AAA0BBB,J60/0,J100/0", "2023-03-01T00:00:00Z", 3600), ("AAA0BBB,J59/0,J100/0", "2024-02-28T00:00:00Z", 3600),
        ("AAA0BBB,59/0,J100/0", "2024-02-28T23:59:59Z", 0), ("AAA0BBB,59/0,J100/0", "2024-02-29T00:00:00Z", 3600),
        ("AAA0BBB,59/0,J100/0", "2023-03-01T00:00:00Z", 3600),
        // The fifth is the last, also in a month that has four.
        ("AAA0BBB,M2.5.4/0,M4.1.0", "2024-02-28T23:59:59Z", 0),
        ("AAA0BBB,M2.5.4/0,M4.1.0", "2024-02-29T00:00:00Z", 3600),
        ("AAA0BBB,M2.5.4/0,M4.1.0", "2023-02-23T00:00:00Z", 3600),
    ])
    func `the offset changes with the second`(footer: String, moment: String, offset: Int) throws {
        let moment = try #require(Timestamp(rfc3339: moment))
        #expect(try Self.rules(footer).offset(at: moment.seconds) == offset)
    }

    @Test func `daylight saving may last all year`() throws {
        let rules = try Self.rules("EST5EDT,0/0,J365/25")
        for hour in 0..<3 * 8784 {
            #expect(rules.offset(at: 1_672_531_200 + Int64(hour) * 3600 - 1) == -14_400)
        }
    }

    @Test func `the rule repeats after 400 years, however far`() throws {
        let rules = try Self.rules("EST5EDT,M3.2.0,M11.1.0")
        let period: Int64 = 146_097 * 86_400
        for day in 0..<366 as Range<Int64> {
            let moment = 1_704_067_200 + day * 86_400
            for cycles in [-700_000_000, -6, 1, 700_000_000] as [Int64] {
                #expect(rules.offset(at: moment) == rules.offset(at: moment + cycles * period))
            }
        }
        #expect([-18_000, -14_400].contains(rules.offset(at: .max)))
        #expect([-18_000, -14_400].contains(rules.offset(at: .min)))
    }

    @Test(arguments: [
        "E", "EST", "5", "ES5", "<+3>-3", "<+03-3", "<>0", "+03>-3", "EST25", "EST5:60", "EST5:00:60", "EST5x",
        "EST5EDT",
        "EST5EDT4", "EST5EDT,", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,", "EST5EDT,M3.2.0,M11.1.0,",
        "EST5EDT,M3.2.0,M11.1.0 ",
        "EST5EDT,M0.2.0,M11.1.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J365", "EST5EDT,J1,J366", "EST5EDT,0,366", "EST5EDT,M3.2,M11.1.0",
        "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0/-168,M11.1.0", "EST5EDT,M3.2.0/,M11.1.0",
        "EST5ED4,M3.2.0,M11.1.0",
        "EST99999999999999999999", "EST--5", ":EST5EDT",
    ])
    func `what is no rule is refused`(footer: String) {
        #expect(throws: ZoneRulesError.wrongFooter) { try Self.rules(footer) }
    }
}
