import CivilTime
import RelayTesting
import Testing

@Suite("Civil dates")
struct CivilDateTests {
    @Test func `every day of the years 1 to 9999 follows the day before, there and back`() {
        var (year, month, day, dayOfYear, dayOfWeek) = (1, 1, 1, 0, 1)  // 0001-01-01 was a Monday.
        let first = -719_162
        var wrong: [Int] = []
        for days in first..<first + 3_652_059 {
            let date = CivilDate(daysSince1970: days)
            if date.year != year || date.month != month || date.day != day || date.daysSince1970 != days {
                wrong.append(days)
            }
            // These are functions of the above, so some of them will do.
            if days.isMultiple(of: 29), date.dayOfYear != dayOfYear || date.dayOfWeek != dayOfWeek {
                wrong.append(days)
            }
            (day, dayOfYear, dayOfWeek) = (day + 1, dayOfYear + 1, dayOfWeek == 6 ? 0 : dayOfWeek + 1)
            if day > CivilDate.days(inMonth: month, of: year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month, dayOfYear) = (year + 1, 1, 0) }
        }
        #expect(wrong.isEmpty)
        #expect(year == 10_000)
    }

    @Test(arguments: [
        (1970, 1, 1, 0, 4, 0), (2000, 2, 29, 11_016, 2, 59), (2000, 3, 1, 11_017, 3, 60), (1900, 3, 1, -25_508, 4, 59),
        (2024, 12, 31, 20_088, 2, 365), (1969, 12, 31, -1, 3, 364), (0, 2, 29, -719_469, 2, 59),
        (0, 1, 1, -719_528, 6, 0), (10_000, 12, 31, 2_933_262, 0, 365),
    ])
    func `a known day has its number, weekday and place in the year`(
        year: Int,
        month: Int,
        day: Int,
        number: Int,
        dayOfWeek: Int,
        dayOfYear: Int
    ) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.daysSince1970 == number)
        #expect(date.dayOfWeek == dayOfWeek)
        #expect(date.dayOfYear == dayOfYear)
        #expect(CivilDate(daysSince1970: number) == date)
    }

    @Test(arguments: [
        (2023, 2, 29), (1900, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 12, 32), (2024, 1, 0), (2024, 0, 1),
        (2024, 13, 1), (-1, 1, 1), (10_001, 1, 1), (2024, 1, -1),
    ])
    func `a day that no calendar shows is refused`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test func `dates are in the order of their days`() {
        var generator = SeededRandom(seed: 4)
        for _ in 0..<2000 {
            let left = Int.random(in: -719_162...2_932_896, using: &generator)
            let right = left + Int.random(in: -400...400, using: &generator)
            #expect((CivilDate(daysSince1970: left) < CivilDate(daysSince1970: right)) == (left < right))
        }
    }
}
