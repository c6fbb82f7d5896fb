extension Duration {
    /// The longest duration that has a text, to either side of zero: 10,000 years of 365.25 days.
    package static let tenThousandYears = Duration.seconds(315_576_000_000)

    package var isWithinTenThousandYears: Bool {
        self >= .zero - .tenThousandYears && self <= .tenThousandYears
    }

    /// Reads `1h30m`, `-1.5s` or `0`: a sign if need be, then decimal numbers, each with its unit.
    ///
    /// The units are `h`, `m`, `s`, `ms`, `us` (or `µs`) and `ns`, in any order and number; a number may begin or end
    /// with its point, and only a zero goes without a unit: the grammar of Go's `time.ParseDuration`. The range is that
    /// of `tenThousandYears` and not Go's 292 years; and no number passes through a `Double`: what each one has below a
    /// nanosecond is dropped, however long its fraction.
    package init?(text: String) {
        self.init(text: text.utf8Span.span)
    }

    package init?(text bytes: Span<UInt8>) {
        guard let nanoseconds = DurationText.nanoseconds(bytes) else { return nil }
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: DurationText.second)
        self.init(secondsComponent: Int64(seconds), attosecondsComponent: Int64(rest) * 1_000_000_000)
    }

    /// `-0.5s`: seconds, with the fewest digits that say the fraction; what is below a nanosecond is dropped.
    package var text: String {
        let nanoseconds = attoseconds / 1_000_000_000
        let (seconds, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: DurationText.second.magnitude)
        var bytes: [UInt8] = []
        bytes.append(contentsOf: "\(nanoseconds < 0 ? "-" : "")\(seconds)".utf8)
        bytes.appendFraction(nanoseconds: Int(rest))
        bytes.append(UInt8(ascii: "s"))
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The grammar of a duration's text.
private enum DurationText {
    static let second: Int128 = 1_000_000_000
    private static let longest = 315_576_000_000 * second

    /// The nanoseconds that a text says, with its sign; `nil` when it is none or says too many.
    static func nanoseconds(_ bytes: Span<UInt8>) -> Int128? {
        let isSigned = !bytes.isEmpty && (bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+"))
        let isNegative = isSigned && bytes[0] == UInt8(ascii: "-")
        var index = isSigned ? 1 : 0
        if index + 1 == bytes.count, bytes[index] == UInt8(ascii: "0") { return 0 }
        guard index < bytes.count else { return nil }
        var total: Int128 = 0
        while index < bytes.count {
            guard let term = nextTerm(bytes, &index) else { return nil }
            total += term
            guard total <= longest else { return nil }
        }
        return isNegative ? -total : total
    }

    /// Reads a number and its unit, in nanoseconds.
    private static func nextTerm(_ bytes: Span<UInt8>, _ index: inout Int) -> Int128? {
        let whole = index..<bytes.endOfDigits(from: index)
        var fraction = whole.upperBound..<whole.upperBound
        if fraction.lowerBound < bytes.count, bytes[fraction.lowerBound] == UInt8(ascii: ".") {
            fraction = fraction.lowerBound + 1..<bytes.endOfDigits(from: fraction.lowerBound + 1)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        index = fraction.upperBound
        guard let unit = nextUnit(bytes, &index) else { return nil }
        return product(bytes, whole: whole, fraction: fraction, unit: unit)
    }

    /// Reads a unit, which ends where the next number begins, as nanoseconds.
    private static func nextUnit(_ bytes: Span<UInt8>, _ index: inout Int) -> Int? {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "."), bytes[index].decimalDigit == nil { index += 1 }
        let unit = bytes.extracting(start..<index)
        switch unit.count {
        case 1:
            return switch unit[0] {
            case UInt8(ascii: "h"): 3_600_000_000_000
            case UInt8(ascii: "m"): 60_000_000_000
            case UInt8(ascii: "s"): 1_000_000_000
            default: nil
            }
        case 2 where unit[1] == UInt8(ascii: "s"):
            return switch unit[0] {
            case UInt8(ascii: "m"): 1_000_000
            case UInt8(ascii: "u"): 1000
            case UInt8(ascii: "n"): 1
            default: nil
            }
        case 3 where unit[2] == UInt8(ascii: "s"):
            // Unicode has two letters for micro: U+00B5, the sign, and U+03BC, the Greek letter.
            return (unit[0], unit[1]) == (0xC2, 0xB5) || (unit[0], unit[1]) == (0xCE, 0xBC) ? 1000 : nil
        default:
            return nil
        }
    }

    /// Multiplies a decimal number with a unit, and rounds down.
    private static func product(
        _ bytes: Span<UInt8>,
        whole: Range<Int>,
        fraction: Range<Int>,
        unit: Int
    ) -> Int128? {
        var units: Int128 = 0
        for index in whole {
            units = units * 10 + Int128(bytes[index].decimalDigit ?? 0)
            guard units <= longest else { return nil }
        }
        // From the last digit to the first, each step `(digit * unit + rest) / 10`: rounding down at every step gives
        // the same as rounding down once at the end, so any number of digits is exact and nothing grows.
        var rest = 0
        for index in fraction.reversed() {
            rest = ((bytes[index].decimalDigit ?? 0) * unit + rest) / 10
        }
        return units * Int128(unit) + Int128(rest)
    }
}
