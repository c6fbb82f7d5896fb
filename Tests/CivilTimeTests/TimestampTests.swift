import CivilTime
import RelayTesting
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        arguments: [
            (seconds: -62_135_596_800, nanoseconds: 0, isTimestamp: true),
            (-62_135_596_801, 999_999_999, false),
            (253_402_300_799, 999_999_999, true),
            (253_402_300_800, 0, false),
            (0, -1, false),
            (0, 1_000_000_000, false),
            (-1, 999_999_999, true),
            (Int64.min, 0, false),
            (Int64.max, 0, false),
        ] as [(seconds: Int64, nanoseconds: Int32, isTimestamp: Bool)]
    )
    func `years 1 to 9999 are taken and no others`(seconds: Int64, nanoseconds: Int32, isTimestamp: Bool) {
        #expect((Timestamp(seconds: seconds, nanoseconds: nanoseconds) != nil) == isTimestamp)
    }

    @Test func `the nanoseconds count forward before 1970 too`() throws {
        let moments = [(-2, 999_999_999), (-1, 0), (-1, 1), (0, 0), (0, 1), (1, 0)]
        let timestamps = try moments.map { seconds, nanoseconds in
            try #require(Timestamp(seconds: Int64(seconds), nanoseconds: Int32(nanoseconds)))
        }
        #expect(timestamps.shuffled().sorted() == timestamps)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Duration.nanoseconds(-1), "1969-12-31T23:59:59.999999999Z"),
        ("1969-12-31T23:59:59.999999999Z", .nanoseconds(1), "1970-01-01T00:00:00Z"),
        ("2020-02-28T12:00:00.75Z", .seconds(86_400) + .milliseconds(250), "2020-02-29T12:00:01Z"),
        ("2020-03-01T00:00:00.25Z", .milliseconds(-500), "2020-02-29T23:59:59.75Z"),
        ("0001-01-01T00:00:00Z", .seconds(315_537_897_599), "9999-12-31T23:59:59Z"),
        ("9999-12-31T23:59:59.999999999Z", .nanoseconds(0), "9999-12-31T23:59:59.999999999Z"),
        (
            "1970-01-01T00:00:00Z", Duration(secondsComponent: 0, attosecondsComponent: 1_999_999_999),
            "1970-01-01T00:00:00.000000001Z"
        ),
    ])
    func `a duration is added exactly`(start: String, duration: Duration, end: String) throws {
        let start = try #require(Timestamp(rfc3339: start))
        let sum = try #require(start.adding(duration))
        #expect(sum.rfc3339 == end)
    }

    @Test(arguments: [
        (Timestamp.latest, Duration.nanoseconds(1)),
        (.earliest, .nanoseconds(-1)),
        (.earliest, .seconds(315_576_000_000)),
        (.latest, Duration(attoseconds: .max)),
        (.earliest, Duration(attoseconds: .min)),
    ])
    func `a sum out of range is none`(start: Timestamp, duration: Duration) {
        #expect(start.adding(duration) == nil)
    }

    @Test func `the difference undoes the sum`() throws {
        var generator = SeededRandom(seed: 1)
        for _ in 0..<2000 {
            let start = try #require(Timestamp.random(using: &generator))
            let end = try #require(Timestamp.random(using: &generator))
            let difference = end.duration(since: start)
            #expect(start.adding(difference) == end)
            #expect(start.duration(since: end) == .zero - difference)
            #expect((start < end) == (difference > .zero))
        }
    }

    @Test func `the whole range is a difference`() {
        #expect(Timestamp.latest.duration(since: .earliest) == .seconds(315_537_897_599) + .nanoseconds(999_999_999))
    }
}

extension Timestamp {
    static func random(using generator: inout SeededRandom) -> Timestamp? {
        Timestamp(
            seconds: Int64.random(in: earliest.seconds...latest.seconds, using: &generator),
            nanoseconds: Int32.random(in: 0...999_999_999, using: &generator)
        )
    }
}
