/// What a calendar and a clock on the wall show, to the second.
package struct CivilDateTime: Sendable, Hashable {
    package let date: CivilDate
    /// 0 to 23.
    package let hour: Int
    /// 0 to 59.
    package let minute: Int
    /// 0 to 59: a leap second is not shown.
    package let second: Int

    /// Refuses a time that no clock shows, as 24:00:00.
    package init?(date: CivilDate, hour: Int, minute: Int, second: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// What a clock shows that is `offset` seconds ahead of UTC, or behind it when negative.
    package init(_ timestamp: Timestamp, offset: Int = 0) {
        let (days, secondOfDay) = (Int(timestamp.seconds) + offset).flooredDivision(by: 86_400)
        date = CivilDate(daysSince1970: days)
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
    }

    /// The moment at which a clock `offset` seconds ahead of UTC shows this; `nil` for one that `Timestamp` refuses.
    package func timestamp(offset: Int = 0, nanoseconds: Int32 = 0) -> Timestamp? {
        let secondOfDay = hour * 3600 + minute * 60 + second
        let seconds = date.daysSince1970 * 86_400 + secondOfDay - offset
        return Timestamp(seconds: Int64(seconds), nanoseconds: nanoseconds)
    }
}
