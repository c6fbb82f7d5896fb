import CivilTime
import RelayTesting
import Testing

@Suite("Civil dates and times")
struct CivilDateTimeTests {
    @Test(
        arguments: [
            (0, 0, [1970, 1, 1, 0, 0, 0]),
            (-1, 0, [1969, 12, 31, 23, 59, 59]),
            (1_234_567_890, 0, [2009, 2, 13, 23, 31, 30]),
            (1_234_567_890, 39_600, [2009, 2, 14, 10, 31, 30]),
            (1_234_567_890, -9000, [2009, 2, 13, 21, 1, 30]),
            (1_234_567_890, -14_762, [2009, 2, 13, 19, 25, 28]),
            (-62_135_596_800, -1, [0, 12, 31, 23, 59, 59]),
            (253_402_300_799, 1, [10_000, 1, 1, 0, 0, 0]),
        ] as [(Int64, Int, [Int])]
    )
    func `a clock with an offset shows a moment`(seconds: Int64, offset: Int, shown: [Int]) throws {
        let timestamp = try #require(Timestamp(seconds: seconds))
        let civil = CivilDateTime(timestamp, offset: offset)
        #expect(
            [civil.date.year, civil.date.month, civil.date.day, civil.hour, civil.minute, civil.second] == shown
        )
        #expect(civil.timestamp(offset: offset) == timestamp)
    }

    @Test(arguments: [
        (0, 0, 0, true), (23, 59, 59, true), (24, 0, 0, false), (0, 60, 0, false), (0, 0, 60, false), (-1, 0, 0, false),
        (0, -1, 0, false), (0, 0, -1, false),
    ])
    func `a time that no clock shows is refused`(hour: Int, minute: Int, second: Int, isTime: Bool) {
        let date = CivilDate(daysSince1970: 0)
        #expect((CivilDateTime(date: date, hour: hour, minute: minute, second: second) != nil) == isTime)
    }

    @Test func `a moment out of range is none`() throws {
        let date = try #require(CivilDate(year: 10_000, month: 1, day: 1))
        let midnight = try #require(CivilDateTime(date: date, hour: 0, minute: 0, second: 0))
        #expect(midnight.timestamp() == nil)
        #expect(midnight.timestamp(offset: 1)?.rfc3339 == "9999-12-31T23:59:59Z")
        #expect(midnight.timestamp(offset: 1, nanoseconds: 1_000_000_000) == nil)
    }

    @Test func `what a clock shows leads back to the moment`() throws {
        var generator = SeededRandom(seed: 5)
        for _ in 0..<5000 {
            let timestamp = try #require(Timestamp.random(using: &generator))
            let offset = Int.random(in: -93_599...93_599, using: &generator)
            let civil = CivilDateTime(timestamp, offset: offset)
            #expect(civil.timestamp(offset: offset, nanoseconds: timestamp.nanoseconds) == timestamp)
        }
    }
}
