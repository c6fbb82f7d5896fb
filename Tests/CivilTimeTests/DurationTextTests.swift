import CivilTime
import RelayTesting
import Testing

@Suite("Durations as text")
struct DurationTextTests {
    @Test(
        arguments: [
            ("0", 0, 0), ("-0", 0, 0), ("+0", 0, 0), ("0s", 0, 0), ("-0h0m0s", 0, 0), ("00000000000000000000s", 0, 0),
            ("1h", 3600, 0), ("1m", 60, 0), ("1s", 1, 0), ("1ms", 0, 1_000_000), ("1us", 0, 1000),
            ("1\u{B5}s", 0, 1000),
            ("1\u{3BC}s", 0, 1000), ("1ns", 0, 1), ("+5s", 5, 0), ("-5s", -5, 0), ("1.5h", 5400, 0),
            (".5s", 0, 500_000_000), ("1.s", 1, 0), ("5.6s", 5, 600_000_000), ("-.5s", 0, -500_000_000),
            ("1h30m", 5400, 0), ("10.5s4m", 250, 500_000_000), ("1s1s1s", 3, 0), ("1.5s.5s", 2, 0),
            ("-2m3.4s", -123, -400_000_000), ("1h2m3s4ms5us6ns", 3723, 4_005_006), ("100.00100s", 100, 1_000_000),
            ("39h9m14.425s", 140_954, 425_000_000), ("9007199254740993ns", 9_007_199, 254_740_993),
            ("9223372036854775808ns", 9_223_372_036, 854_775_808), ("0.100000000000000000000h", 360, 0),
            ("315576000000s", 315_576_000_000, 0), ("-315576000000s", -315_576_000_000, 0),
            ("315576000000000000000ns", 315_576_000_000, 0), ("87660000h", 315_576_000_000, 0),
            ("315575999999.999999999s", 315_575_999_999, 999_999_999),
        ] as [(String, Int64, Int64)]
    )
    func `a text is read`(text: String, seconds: Int64, nanoseconds: Int64) {
        #expect(Duration(text: text) == .seconds(seconds) + .nanoseconds(nanoseconds))
        #expect(Duration(text: Array(text.utf8).span) == .seconds(seconds) + .nanoseconds(nanoseconds))
    }

    @Test(
        arguments: [
            ("1.9999999999s", 1_999_999_999), ("-1.9999999999s", -1_999_999_999), ("1.9ns", 1), ("-1.9ns", -1),
            ("0.9ns0.9ns", 0), ("0.3333333333333333333h", 1_199_999_999_999),
            // A millionth of a second is 1/3,600,000,000 h: the digits' last one decides.
            ("0.0000000002777777777777777777777777777777777777777h", 999),
            ("0.0000000002777777777777777777777777777777777777778h", 1000),
        ] as [(String, Int64)]
    )
    func `what a number has below a nanosecond is dropped`(text: String, nanoseconds: Int64) {
        #expect(Duration(text: text) == .nanoseconds(nanoseconds))
    }

    @Test(arguments: [
        "", "+", "-", "3", "s", ".", ".s", "-.", "-.s", "+.s", " 1s", "1s ", "1 s", "1d", "1S", "1H", "--1s", "+-1s",
        "1h-5m", "1.2.3s", "1e3s", "1.5", "00", "0.0", "1s0", "1ss", "1mss", "1\u{B5}", "\u{B5}s", "1\u{B6}s", "0x1s",
        "1,5s", "inf", "NaNs", "١s", "1\u{0}s", "1µ", "1n", "1u",
        "315576000000.000000001s", "-315576000000.000000001s", "315576000001s", "315576000000000000001ns",
        "87660000.1h", "315575999999s2s", "99999999999999999999999999999999999999999999999999h",
        "340282366920938463463374607431768211456ns",
    ])
    func `what is none is refused`(text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(
        arguments: [
            (0, 0, "0s"), (1_000_000, 0, "1000000s"), (123, 321_456_789, "123.321456789s"), (0, -500_000_000, "-0.5s"),
            (-1, 0, "-1s"), (0, 1, "0.000000001s"), (-1, -1, "-1.000000001s"), (1, 10_000_000, "1.01s"),
            (315_576_000_000, 0, "315576000000s"),
        ] as [(Int64, Int64, String)]
    )
    func `a duration is written in seconds`(seconds: Int64, nanoseconds: Int64, text: String) {
        #expect((Duration.seconds(seconds) + .nanoseconds(nanoseconds)).text == text)
    }

    @Test(
        arguments: [
            (999_999_999, "0s"), (-999_999_999, "0s"), (Int128.max, "170141183460469231731.687303715s"),
            (Int128.min, "-170141183460469231731.687303715s"),
        ] as [(Int128, String)]
    )
    func `any duration is written, without what it has below a nanosecond`(attoseconds: Int128, text: String) {
        #expect(Duration(attoseconds: attoseconds).text == text)
    }

    @Test func `ten thousand years are the limit`() {
        #expect(Duration.tenThousandYears.isWithinTenThousandYears)
        #expect((.zero - Duration.tenThousandYears).isWithinTenThousandYears)
        #expect(!(Duration.tenThousandYears + .nanoseconds(1)).isWithinTenThousandYears)
        #expect(!(.zero - Duration.tenThousandYears - .nanoseconds(1)).isWithinTenThousandYears)
    }

    @Test func `what is written is read again`() {
        var generator = SeededRandom(seed: 6)
        for _ in 0..<5000 {
            let seconds = Int64.random(in: -315_575_999_999...315_575_999_999, using: &generator)
            let nanoseconds = Int64.random(in: -999_999_999...999_999_999, using: &generator)
            let duration = Duration.seconds(seconds) + .nanoseconds(nanoseconds)
            #expect(Duration(text: duration.text) == duration)
        }
    }
}
