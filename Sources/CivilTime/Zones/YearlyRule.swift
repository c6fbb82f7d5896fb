/// A zone's rule that repeats every year: one offset, and mostly another for a part of the year.
struct YearlyRule: Sendable, Hashable {
    /// The offset for a part of the year, which may go over New Year's.
    struct Daylight: Sendable, Hashable {
        /// Seconds east of UTC; in Ireland less than the standard offset.
        let offset: Int
        /// On the clock that shows standard time.
        let start: YearlyMoment
        /// On the clock that shows daylight saving time.
        let end: YearlyMoment
    }

    /// Seconds east of UTC.
    let standardOffset: Int
    let daylight: Daylight?

    /// The seconds east of UTC at any moment in seconds since 1970.
    func offset(at seconds: Int64) -> Int {
        guard let daylight else { return standardOffset }
        // Calendars repeat after 400 years, days of the week included: so no moment is too far away.
        let second = Int(seconds.flooredDivision(by: 146_097 * 86_400).remainder)
        let year = CivilDate(daysSince1970: second / 86_400).year
        let lastStart = latest(daylight.start, clock: standardOffset, notAfter: second, near: year)
        let lastEnd = latest(daylight.end, clock: daylight.offset, notAfter: second, near: year)
        // Daylight saving all year is written as one that starts at the very moment when the last year's ends.
        return lastStart >= lastEnd ? daylight.offset : standardOffset
    }

    /// When the moment last came, in seconds since 1970, on a clock with the given offset.
    private func latest(_ moment: YearlyMoment, clock offset: Int, notAfter second: Int, near year: Int) -> Int {
        // Clock times of up to a week before or after their day, and the offset, can move it into the next year.
        var year = year + 1
        while moment.second(in: year) - offset > second { year -= 1 }
        return moment.second(in: year) - offset
    }
}

/// A time of a day that each year has.
struct YearlyMoment: Sendable, Hashable {
    enum Day: Sendable, Hashable {
        /// 1 to 365, where 60 is 1 March in every year.
        case withoutLeapDay(Int)
        /// 0 to 365, the leap day counted.
        case dayOfYear(Int)
        /// The first to fourth such day of the week in a month; the fifth is the last.
        case dayOfWeek(Int, week: Int, month: Int)
    }

    let day: Day
    /// Seconds since midnight, from a week before to a week after.
    let time: Int

    /// What the clock shows, counted in seconds since it showed 1970-01-01T00:00:00.
    func second(in year: Int) -> Int { days(in: year) * 86_400 + time }

    private func days(in year: Int) -> Int {
        switch day {
        case .withoutLeapDay(let day):
            Self.firstDay(of: 1, in: year) + day - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
        case .dayOfYear(let day):
            Self.firstDay(of: 1, in: year) + day
        case .dayOfWeek(let weekday, let week, let month):
            Self.day(weekday, week: week, month: month, in: year)
        }
    }

    private static func day(_ weekday: Int, week: Int, month: Int, in year: Int) -> Int {
        let first = firstDay(of: month, in: year)
        // 1970-01-01 was a Thursday, day 4.
        let untilWeekday = (weekday - first - 4).flooredDivision(by: 7).remainder
        let day = untilWeekday + (week - 1) * 7
        return first + (day < CivilDate.days(inMonth: month, of: year) ? day : day - 7)
    }

    private static func firstDay(of month: Int, in year: Int) -> Int {
        CivilDate(firstOf: month, in: year).daysSince1970
    }
}
