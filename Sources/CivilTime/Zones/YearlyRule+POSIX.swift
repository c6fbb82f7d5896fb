// The grammar is that of POSIX's `TZ` variable, with the additions of RFC 8536, section 3.3.1: clock times from -167 to
// 167 hours.
extension YearlyRule {
    /// Reads `EST5EDT,M3.2.0,M11.1.0`, a zone's rule as POSIX writes it.
    init?(posix text: [UInt8]) {
        var cursor = ByteCursor(text)
        guard cursor.takeZoneName(), let west = cursor.clockTime(hours: 24) else { return nil }
        standardOffset = -west
        guard !cursor.isAtEnd else {
            daylight = nil
            return
        }
        guard let daylight = Daylight(posix: &cursor, standardOffset: -west), cursor.isAtEnd else { return nil }
        self.daylight = daylight
    }
}

extension YearlyRule.Daylight {
    fileprivate init?(posix cursor: inout ByteCursor, standardOffset: Int) {
        guard cursor.takeZoneName() else { return nil }
        if cursor.take(",") {
            offset = standardOffset + 3600
        } else {
            guard let west = cursor.clockTime(hours: 24), cursor.take(",") else { return nil }
            offset = -west
        }
        guard let start = YearlyMoment(posix: &cursor), cursor.take(","), let end = YearlyMoment(posix: &cursor)
        else { return nil }
        self.start = start
        self.end = end
    }
}

extension YearlyMoment {
    fileprivate init?(posix cursor: inout ByteCursor) {
        guard let day = Day(posix: &cursor) else { return nil }
        self.day = day
        guard cursor.take("/") else {
            time = 2 * 3600
            return
        }
        guard let time = cursor.clockTime(hours: 167) else { return nil }
        self.time = time
    }
}

extension YearlyMoment.Day {
    fileprivate init?(posix cursor: inout ByteCursor) {
        if cursor.take("J") {
            guard let day = cursor.number(upTo: 365), day > 0 else { return nil }
            self = .withoutLeapDay(day)
        } else if cursor.take("M") {
            guard let month = cursor.number(upTo: 12), month > 0, cursor.take("."),
                let week = cursor.number(upTo: 5), week > 0, cursor.take("."),
                let weekday = cursor.number(upTo: 6)
            else { return nil }
            self = .dayOfWeek(weekday, week: week, month: month)
        } else {
            guard let day = cursor.number(upTo: 365) else { return nil }
            self = .dayOfYear(day)
        }
    }
}

extension ByteCursor {
    /// Takes `EST`, or what a zone without such a name has: `<+03>`; three characters at least.
    fileprivate mutating func takeZoneName() -> Bool {
        guard take("<") else { return takeAll(where: \.isLetter).count >= 3 }
        let name = takeAll { byte in
            byte.isLetter || byte.decimalDigit != nil || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        }
        return name.count >= 3 && take(">")
    }

    /// Takes `5`, `+05:30` or `-1:02:03`, in seconds.
    fileprivate mutating func clockTime(hours limit: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(upTo: limit) else { return nil }
        var seconds = hours * 3600
        if take(":") {
            guard let minutes = number(upTo: 59) else { return nil }
            seconds += minutes * 60
            if take(":") {
                guard let rest = number(upTo: 59) else { return nil }
                seconds += rest
            }
        }
        return isNegative ? -seconds : seconds
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(uppercased)
    }
}
