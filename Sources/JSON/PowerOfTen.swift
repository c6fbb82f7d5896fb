/// A number's power of ten, exact however many digits it has: a sender may write `1e99999999999999999999`.
struct PowerOfTen: Sendable, Hashable {
    /// The power itself; the largest or smallest machine integer where it has more than eighteen digits.
    let clamped: Int
    /// The digits of such a power, without its sign.
    private let digits: [UInt8]

    init(_ value: Int) {
        clamped = value
        digits = []
    }

    /// Reads what stands behind a number's `e`, if anything does, and adds the places by which its point was moved.
    init(_ text: Span<UInt8>, movedBy places: Int) {
        let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
        var digits: [UInt8] = []
        for index in 0..<text.count where UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index] {
            if !digits.isEmpty || text[index] != UInt8(ascii: "0") { digits.append(text[index]) }
        }
        if digits.count > 17 {
            Self.add(isNegative ? -places : places, to: &digits)
            self.init(isNegative, digits)
        } else {
            let size = Self.integer(digits)
            self.init((isNegative ? -size : size) + places)
        }
    }

    private init(_ isNegative: Bool, _ digits: [UInt8]) {
        let fits = digits.count <= 18
        let size = fits ? Self.integer(digits) : Int.max
        clamped = isNegative ? -size : size
        self.digits = fits ? [] : digits
    }

    private static func integer(_ digits: [UInt8]) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// Adds a number with fewer digits, as on paper: from the last digit on, until nothing is carried.
    private static func add(_ places: Int, to digits: inout [UInt8]) {
        var carried = places
        var index = digits.count
        while carried != 0, index > 0 {
            index -= 1
            let sum = Int(digits[index] - UInt8(ascii: "0")) + carried
            let digit = ((sum % 10) + 10) % 10
            digits[index] = UInt8(ascii: "0") + UInt8(digit)
            carried = (sum - digit) / 10
        }
        if carried > 0 { digits = Array(String(carried).utf8) + digits }
        digits.removeFirst(digits.prefix { $0 == UInt8(ascii: "0") }.count)
    }
}

extension PowerOfTen: Comparable {
    static func < (left: PowerOfTen, right: PowerOfTen) -> Bool {
        guard left.clamped == right.clamped else { return left.clamped < right.clamped }
        return left.clamped < 0 ? isSmaller(right.digits, left.digits) : isSmaller(left.digits, right.digits)
    }

    private static func isSmaller(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
    }
}

extension PowerOfTen: CustomStringConvertible {
    var description: String {
        digits.isEmpty ? String(clamped) : (clamped < 0 ? "-" : "") + digits.span.text
    }
}
