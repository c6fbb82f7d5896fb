extension Timestamp {
    /// Reads `2009-02-13T23:31:30.5+11:00`: RFC 3339, strictly.
    ///
    /// `t` and `z` may be small, as the RFC allows. Digits of a fraction beyond the ninth are dropped, as Go does. Leap
    /// seconds (`:60`) and days that the month does not have are refused, and so is a moment outside of
    /// `earliest...latest` once the offset is taken off.
    package init?(rfc3339 text: String) {
        self.init(rfc3339: text.utf8Span.span)
    }

    package init?(rfc3339 bytes: Span<UInt8>) {
        guard let civil = CivilDateTime(rfc3339: bytes) else { return nil }
        var end = 19
        var nanoseconds: Int32 = 0
        if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
            let start = end + 1
            end = bytes.endOfDigits(from: start)
            guard start < end else { return nil }
            nanoseconds = bytes.nanoseconds(at: start..<end)
        }
        guard let offset = bytes.rfc3339Offset(from: end),
            let timestamp = civil.timestamp(offset: offset, nanoseconds: nanoseconds)
        else { return nil }
        self = timestamp
    }

    /// `2009-02-13T23:31:30.5Z`: in UTC, with the fewest digits that say the fraction exactly.
    package var rfc3339: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(30)
        appendRFC3339(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `rfc3339`, for a writer that has a buffer of its own.
    package func appendRFC3339(to bytes: inout [UInt8]) {
        let civil = CivilDateTime(self)
        bytes.appendDigits(civil.date.year, width: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.appendDigits(civil.date.month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.appendDigits(civil.date.day, width: 2)
        bytes.append(UInt8(ascii: "T"))
        bytes.appendTime(of: civil)
        bytes.appendFraction(nanoseconds: Int(nanoseconds))
        bytes.append(UInt8(ascii: "Z"))
    }
}

extension Timestamp: CustomStringConvertible {
    package var description: String { rfc3339 }
}

extension CivilDateTime {
    /// Reads `2009-02-13T23:31:30` at the start of the bytes, whose fields stand at fixed places.
    fileprivate init?(rfc3339 bytes: Span<UInt8>) {
        guard bytes.count > 19,
            bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10].uppercased == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = bytes.number(at: 0..<4), let month = bytes.number(at: 5..<7),
            let day = bytes.number(at: 8..<10), let hour = bytes.number(at: 11..<13),
            let minute = bytes.number(at: 14..<16), let second = bytes.number(at: 17..<19),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        self.init(date: date, hour: hour, minute: minute, second: second)
    }
}

extension Span where Element == UInt8 {
    /// What the digits after a decimal point are worth, down to the ninth.
    fileprivate func nanoseconds(at digits: Range<Int>) -> Int32 {
        var nanoseconds: Int32 = 0
        var worth: Int32 = 100_000_000
        for index in digits.prefix(9) {
            nanoseconds += Int32(self[index].decimalDigit ?? 0) * worth
            worth /= 10
        }
        return nanoseconds
    }

    /// The seconds east of UTC that `Z` or `+11:00` writes, from `start` to the end of the bytes.
    fileprivate func rfc3339Offset(from start: Int) -> Int? {
        guard start < count else { return nil }
        switch self[start].uppercased {
        case UInt8(ascii: "Z"): return start + 1 == count ? 0 : nil
        case UInt8(ascii: "+"): return clockOffset(from: start + 1)
        case UInt8(ascii: "-"): return clockOffset(from: start + 1).map { -$0 }
        default: return nil
        }
    }
}

extension Span where Element == UInt8 {
    /// The seconds that `11:00` writes, from `start` to the end of the bytes; up to `23:59`.
    func clockOffset(from start: Int) -> Int? {
        guard count == start + 5, self[start + 2] == UInt8(ascii: ":"),
            let hours = number(at: start..<start + 2), hours <= 23,
            let minutes = number(at: start + 3..<start + 5), minutes <= 59
        else { return nil }
        return hours * 3600 + minutes * 60
    }
}
