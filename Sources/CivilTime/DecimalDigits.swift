extension Span where Element == UInt8 {
    /// The number that the decimal digits in `range` write; `nil` when one is no digit or the range leaves the span.
    ///
    /// Meant for fields of a fixed width: the range must be short enough for the number to fit.
    func number(at range: Range<Int>) -> Int? {
        guard range.upperBound <= count else { return nil }
        var number = 0
        for index in range {
            guard let digit = self[index].decimalDigit else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// The index of the first byte from `start` on that is no decimal digit.
    func endOfDigits(from start: Int) -> Int {
        var end = start
        while end < count, self[end].decimalDigit != nil { end += 1 }
        return end
    }
}

extension UInt8 {
    /// What the byte counts as an ASCII digit.
    var decimalDigit: Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self - UInt8(ascii: "0")) : nil
    }

    /// The ASCII capital, for a letter that may be written small.
    var uppercased: UInt8 {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) ? self - 32 : self
    }
}

extension [UInt8] {
    /// Appends a number with zeros in front up to `width` digits; the number must not need more.
    mutating func appendDigits(_ number: Int, width: Int) {
        let start = count
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width))
        var rest = number
        for index in stride(from: start + width - 1, through: start, by: -1) {
            self[index] += UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// Appends the time of day to the second: `18:39:49`.
    mutating func appendTime(of civil: CivilDateTime) {
        appendDigits(civil.hour, width: 2)
        append(UInt8(ascii: ":"))
        appendDigits(civil.minute, width: 2)
        append(UInt8(ascii: ":"))
        appendDigits(civil.second, width: 2)
    }

    /// Appends `.` and the fewest digits that say the nanoseconds exactly, or nothing for none.
    mutating func appendFraction(nanoseconds: Int) {
        guard nanoseconds != 0 else { return }
        append(UInt8(ascii: "."))
        appendDigits(nanoseconds, width: 9)
        while last == UInt8(ascii: "0") { removeLast() }
    }
}
