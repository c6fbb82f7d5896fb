/// The English names that dates are written with.
enum HTTPDateNames {
    static let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

/// Reads a date of HTTP from its first byte to its last, in whichever of the three forms it is written.
struct HTTPDateReader {
    private var index = 0

    mutating func read(_ text: Span<UInt8>, now: CivilDateTime) -> CivilDateTime? {
        guard let isLong = takeDayName(text) else { return nil }
        let civil: CivilDateTime? =
            if isLong {
                readRFC850(text, now: now)
            } else if take(",", text) {
                readFixed(text)
            } else {
                readAsctime(text)
            }
        return index == text.count ? civil : nil
    }

    // MARK: Forms

    /// `, 06 Nov 1994 08:49:37 GMT`, behind the comma.
    private mutating func readFixed(_ text: Span<UInt8>) -> CivilDateTime? {
        guard take(" ", text), let day = number(text, digits: 2), take(" ", text), let month = month(text),
            take(" ", text), let year = number(text, digits: 4), take(" ", text), let time = time(text),
            take(" GMT", text)
        else { return nil }
        return Self.civil(year: year, month: month, day: day, time)
    }

    /// `, 06-Nov-94 08:49:37 GMT`.
    private mutating func readRFC850(_ text: Span<UInt8>, now: CivilDateTime) -> CivilDateTime? {
        guard take(", ", text), let day = number(text, digits: 2), take("-", text), let month = month(text),
            take("-", text), let year = number(text, digits: 2), take(" ", text), let time = time(text),
            take(" GMT", text)
        else { return nil }
        return Self.civil(yearOfCentury: year, month: month, day: day, time, now: now)
    }

    /// ` Nov  6 08:49:37 1994`.
    private mutating func readAsctime(_ text: Span<UInt8>) -> CivilDateTime? {
        guard take(" ", text), let month = month(text), take(" ", text),
            let day = take(" ", text) ? number(text, digits: 1) : number(text, digits: 2), take(" ", text),
            let time = time(text), take(" ", text), let year = number(text, digits: 4)
        else { return nil }
        return Self.civil(year: year, month: month, day: day, time)
    }

    // MARK: Parts

    /// Whether the name of the day is written out; `nil` when there is none.
    private mutating func takeDayName(_ text: Span<UInt8>) -> Bool? {
        for name in HTTPDateNames.days {
            if take(name, text) { return true }
            if take(String(name.prefix(3)), text) { return false }
        }
        return nil
    }

    private mutating func month(_ text: Span<UInt8>) -> Int? {
        for (number, name) in HTTPDateNames.months.enumerated() where take(name, text) { return number + 1 }
        return nil
    }

    private mutating func time(_ text: Span<UInt8>) -> (hour: Int, minute: Int, second: Int)? {
        guard let hour = number(text, digits: 2), take(":", text), let minute = number(text, digits: 2),
            take(":", text), let second = number(text, digits: 2), second <= 60
        else { return nil }
        return (hour, minute, min(second, 59))
    }

    private mutating func number(_ text: Span<UInt8>, digits: Int) -> Int? {
        guard let number = text.number(at: index..<index + digits) else { return nil }
        index += digits
        return number
    }

    private mutating func take(_ word: String, _ text: Span<UInt8>) -> Bool {
        var end = index
        for byte in word.utf8 {
            guard end < text.count, text[end] == byte else { return false }
            end += 1
        }
        index = end
        return true
    }

    // MARK: Calendar

    private static func civil(
        year: Int,
        month: Int,
        day: Int,
        _ time: (hour: Int, minute: Int, second: Int)
    ) -> CivilDateTime? {
        CivilDate(year: year, month: month, day: day).flatMap { date in
            CivilDateTime(date: date, hour: time.hour, minute: time.minute, second: time.second)
        }
    }

    /// The last year with those two digits whose date is not more than fifty years ahead.
    private static func civil(
        yearOfCentury: Int,
        month: Int,
        day: Int,
        _ time: (hour: Int, minute: Int, second: Int),
        now: CivilDateTime
    ) -> CivilDateTime? {
        let latest = now.date.year + 50
        let year = latest - (latest - yearOfCentury) % 100
        guard year == latest else { return civil(year: year, month: month, day: day, time) }
        let here = (month, day, time.hour, time.minute, time.second)
        let isAhead = here > (now.date.month, now.date.day, now.hour, now.minute, now.second)
        return civil(year: isAhead ? year - 100 : year, month: month, day: day, time)
    }
}
