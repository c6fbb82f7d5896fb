/// A day of the Gregorian calendar, reckoned back before its introduction too.
package struct CivilDate: Sendable, Hashable {
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    /// The years a date may have: those of every `Timestamp`, and one more to each side for the clocks of other zones.
    package static let years = 0...10_000

    /// Refuses what no calendar shows, as February 30, and years outside of `years`.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    /// The first day of a month from 1 to 12.
    init(firstOf month: Int, in year: Int) {
        self.init(uncheckedYear: year, month: month, day: 1)
    }

    private init(uncheckedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}

extension CivilDate: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

// The arithmetic counts years from 1 March, so that the leap day is the last day of its year and moves no other. Day 0
// is 1 March of year 0. The calendar then is three nested rhythms, each "so many days for so many units":
//   146,097 days for 4 centuries, the last of which has a day more; 1,461 days for 4 years, likewise; and 153 days for 5
//   months (31 30 31 30 31), from March and again from August and January.
// As the long unit comes last, unit n of the first two begins on day `days * n / units`, rounded down; and day d lies in
// unit `(units * d + units - 1) / days`. In the months long ones come first, so both are shifted by 2 fifths of a day.
extension CivilDate {
    private static let daysInFourCenturies = 146_097
    /// From 1 March of year 0 to 1 January 1970.
    private static let epoch = 719_468

    /// The date that many days after 1970-01-01, or before it when negative.
    package init(daysSince1970 days: Int) {
        let (cycle, dayOfCycle) = (days + Self.epoch).flooredDivision(by: Self.daysInFourCenturies)
        let century = (4 * dayOfCycle + 3) / Self.daysInFourCenturies
        let dayOfCentury = dayOfCycle - century * Self.daysInFourCenturies / 4
        let yearOfCentury = (4 * dayOfCentury + 3) / 1461
        let dayOfYear = dayOfCentury - yearOfCentury * 1461 / 4
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let isNextYear = monthFromMarch >= 10
        self.init(
            uncheckedYear: 400 * cycle + 100 * century + yearOfCentury + (isNextYear ? 1 : 0),
            month: monthFromMarch + (isNextYear ? -9 : 3),
            day: dayOfYear - Self.firstDay(ofMonthFromMarch: monthFromMarch) + 1
        )
    }

    /// How many days after 1970-01-01 the date is.
    package var daysSince1970: Int {
        let isBeforeMarch = month < 3
        let (cycle, yearOfCycle) = (isBeforeMarch ? year - 1 : year).flooredDivision(by: 400)
        let leapDays = yearOfCycle / 4 - yearOfCycle / 100
        let dayOfYear = Self.firstDay(ofMonthFromMarch: isBeforeMarch ? month + 9 : month - 3) + day - 1
        return cycle * Self.daysInFourCenturies + yearOfCycle * 365 + leapDays + dayOfYear - Self.epoch
    }

    /// 0 for Sunday to 6 for Saturday.
    package var dayOfWeek: Int {
        // 1970-01-01 was a Thursday.
        (daysSince1970 + 4).flooredDivision(by: 7).remainder
    }

    /// 0 for 1 January.
    package var dayOfYear: Int {
        daysSince1970 - Self(firstOf: 1, in: year).daysSince1970
    }

    package static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// How many days a month (1 to 12) has.
    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day, counted from 1 March, on which the month that is 0 for March begins.
    private static func firstDay(ofMonthFromMarch month: Int) -> Int { (153 * month + 2) / 5 }
}
