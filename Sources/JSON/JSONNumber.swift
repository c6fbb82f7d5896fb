/// A number of any length, compared by its value and not by how it is written: `1`, `1.0` and `10e-1` are equal.
package struct JSONNumber: Sendable, Hashable {
    private let isNegative: Bool
    /// The significant digits, neither beginning nor ending with a zero; none for zero.
    private let digits: [UInt8]
    /// The power of ten that `0.digits` is scaled by.
    private let exponent: PowerOfTen

    /// Reads a number whose grammar somebody has checked; zeros may stand in front, and a plus in the exponent.
    package init(_ text: Span<UInt8>) {
        var scan = NumberScan(text)
        let end = scan.mantissa(text)
        var digits = scan.digits
        let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leading)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        self.digits = digits
        let power = text.extracting(min(end + 1, text.count)...)
        exponent = digits.isEmpty ? PowerOfTen(0) : PowerOfTen(power, movedBy: scan.pointPosition - leading)
        isNegative = scan.isNegative && !digits.isEmpty
    }
}

extension JSONNumber: CustomStringConvertible {
    /// One spelling for each value, such as `-0.125e3`.
    package var description: String {
        guard !digits.isEmpty else { return "0" }
        return "\(isNegative ? "-" : "")0.\(digits.span.text)e\(exponent)"
    }
}

extension JSONNumber: Comparable {
    package static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        guard left.isNegative == right.isNegative else { return left.isNegative }
        return left.isNegative ? right.isSmallerInSize(than: left) : left.isSmallerInSize(than: right)
    }

    private func isSmallerInSize(than other: JSONNumber) -> Bool {
        guard !digits.isEmpty, !other.digits.isEmpty else { return digits.isEmpty && !other.digits.isEmpty }
        guard exponent == other.exponent else { return exponent < other.exponent }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}

extension JSONNumber {
    /// What a number times a power of ten is to an integer of 64 bits.
    package enum Scaled: Sendable, Equatable {
        case integer(Int64)
        /// There is a rest, of so many digits; beyond a million they are not counted exactly.
        case fraction(digits: Int)
        case beyond
    }

    /// The number times ten to a power, in which nothing is rounded.
    package func scaled(byTenTo power: Int) -> Scaled {
        guard !digits.isEmpty else { return .integer(0) }
        let point = max(-Self.farthestPoint, min(exponent.clamped, Self.farthestPoint)) + power
        guard point <= Self.longestInteger else { return .beyond }
        let rest = digits.count - point
        guard rest <= 0 else { return .fraction(digits: rest) }
        let zeros = repeatElement(UInt8(ascii: "0"), count: -rest)
        let size = (digits + zeros).reduce(Int128(0)) { $0 * 10 + Int128($1 - UInt8(ascii: "0")) }
        return Int64(exactly: isNegative ? -size : size).map { .integer($0) } ?? .beyond
    }

    /// No integer of 64 bits has more digits.
    private static let longestInteger = 19
    /// Farther away a point makes no difference.
    private static let farthestPoint = 1_000_000
}

/// The parts of a number's text.
private struct NumberScan {
    var isNegative: Bool
    var digits: [UInt8] = []
    var pointPosition = 0

    init(_ text: Span<UInt8>) {
        isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
        digits.reserveCapacity(text.count)
    }

    /// Reads up to the end or the `e`, and tells where that stands.
    mutating func mantissa(_ text: Span<UInt8>) -> Int {
        var cursor = isNegative ? 1 : 0
        var point: Int?
        while cursor < text.count, text[cursor] | 0x20 != UInt8(ascii: "e") {
            if text[cursor] == UInt8(ascii: ".") { point = digits.count } else { digits.append(text[cursor]) }
            cursor += 1
        }
        pointPosition = point ?? digits.count
        return cursor
    }
}

// MARK: Numbers of the machine

extension JSONValue {
    /// A number's exact value.
    package var number: JSONNumber? {
        let entry = entry
        guard entry.kind == .number else { return nil }
        let bytes = document.bytes
        return JSONNumber(bytes.span.extracting(entry.range))
    }

    /// Whether this is a number without fraction and exponent.
    package var isInteger: Bool {
        let entry = entry
        return entry.kind == .number && entry.flags.contains(.integer)
    }

    /// An integer that fits 64 bits with a sign.
    package var int: Int64? {
        let entry = entry
        guard entry.kind == .number, entry.flags.contains(.integer) else { return nil }
        let bytes = document.bytes
        let isNegative = bytes[Int(entry.start)] == UInt8(ascii: "-")
        guard let size = Self.unsigned(bytes.span.extracting(isNegative ? entry.range.dropFirst() : entry.range)) else {
            return nil
        }
        return isNegative ? Int64(exactly: -Int128(size)) : Int64(exactly: size)
    }

    /// An integer that fits 64 bits without a sign.
    package var uint: UInt64? {
        let entry = entry
        guard entry.kind == .number, entry.flags.contains(.integer) else { return nil }
        let bytes = document.bytes
        return bytes[Int(entry.start)] == UInt8(ascii: "-")
            ? int.flatMap(UInt64.init(exactly:))
            : Self.unsigned(bytes.span.extracting(entry.range))
    }

    /// The nearest binary fraction to a number; infinite where it is beyond all of them.
    package var double: Double? {
        let entry = entry
        guard entry.kind == .number else { return nil }
        let bytes = document.bytes
        return Self.exactDouble(bytes.span.extracting(entry.range)) ?? Double(bytes.span.extracting(entry.range).text)
    }

    private static func unsigned(_ digits: Span<UInt8>) -> UInt64? {
        guard digits.count <= 20 else { return nil }
        var value: UInt64 = 0
        for index in 0..<digits.count {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digits[index] &- UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// The common case without a detour over text: both the digits and the power of ten are exact as `Double`, so one
    /// multiplication or division rounds once, as the standard wants (Clinger, 1990).
    private static func exactDouble(_ text: Span<UInt8>) -> Double? {
        var digits: UInt64 = 0
        var scale = 0
        var behindPoint = false
        let isNegative = text[0] == UInt8(ascii: "-")
        for index in (isNegative ? 1 : 0)..<text.count {
            switch text[index] {
            case UInt8(ascii: "."): behindPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + UInt64(text[index] - UInt8(ascii: "0"))
                guard digits < 1 << 53 else { return nil }
                scale += behindPoint ? 1 : 0
            default: return nil
            }
        }
        guard scale < exactPowers.count else { return nil }
        let size = Double(digits) / exactPowers[scale]
        return isNegative ? -size : size
    }

    /// The powers of ten that are exact as `Double`.
    private static let exactPowers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
