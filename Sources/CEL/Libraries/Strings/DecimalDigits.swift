/// A finite double in decimal digits: all that its exact value has, or the fewest that read back as the same number.
struct DecimalDigits {
    private let isNegative: Bool
    /// From 0 to 9, the first one not 0; none for zero.
    private var digits: [UInt8]
    /// How many digits stand before the point; below zero when zeros follow it first.
    private var point: Int

    /// The exact value: any double is an integer times a power of two, and so has an end in decimal too.
    init(exactly value: Double) {
        let isSubnormal = value.exponentBitPattern == 0
        let significand = value.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
        let trailing = significand == 0 ? 0 : significand.trailingZeroBitCount
        let exponent = max(Int(value.exponentBitPattern), 1) - 1075 + trailing
        var number = BigDecimal(significand >> trailing)
        // 2^-n is 5^n with the point moved by n digits.
        if exponent >= 0 {
            number.multiply(by: 2, raisedTo: exponent)
        } else {
            number.multiply(by: 5, raisedTo: -exponent)
        }
        isNegative = value.sign == .minus
        digits = number.digits
        point = digits.count + min(exponent, 0)
    }

    init(shortest value: Double) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        // `1234.5`, `1e+16` or `1.5e-07`: what the standard library writes of a number that is not negative.
        let text = value.magnitude.description.utf8
        for (index, byte) in zip(text.indices, text) {
            if byte == UInt8(ascii: "e") {
                exponent = Int(String(text[text.index(after: index)...]) ?? "") ?? 0
                break
            }
            if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte - UInt8(ascii: "0")) }
        }
        let leading = digits.prefix { $0 == 0 }.count
        isNegative = value.sign == .minus
        self.point = value == 0 ? 0 : (point ?? digits.count) + exponent - leading
        self.digits = Array(digits.dropFirst(leading))
        while self.digits.last == 0 { self.digits.removeLast() }
    }

    // MARK: Texts

    /// As few digits as there are, and never an exponent.
    var plain: [UInt8] { fixed(max(digits.count - point, 0)) }

    /// `[-]ddd.ddd` with that many digits behind the point, rounded half to even.
    func fixed(_ precision: Int) -> [UInt8] {
        let rounded = rounded(keeping: point + precision)
        var text = sign
        text += rounded.point > 0 ? (0..<rounded.point).map(rounded.digit) : [UInt8(ascii: "0")]
        if precision > 0 { text.append(UInt8(ascii: ".")) }
        for place in 0..<precision { text.append(rounded.digit(rounded.point + place)) }
        return text
    }

    /// `[-]d.ddde±dd` with that many digits behind the point, rounded half to even.
    func scientific(_ precision: Int) -> [UInt8] {
        let rounded = rounded(keeping: precision + 1)
        var text = sign
        text.append(rounded.digit(0))
        if precision > 0 { text.append(UInt8(ascii: ".")) }
        for place in 0..<precision { text.append(rounded.digit(place + 1)) }
        let exponent = rounded.digits.isEmpty ? 0 : rounded.point - 1
        text += (exponent < 0 ? "e-" : "e+").utf8
        text += (exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)").utf8
        return text
    }

    /// As few digits as there are, with an exponent where the number has more than six digits before the point or
    /// more than three zeros behind it: C's `%g`.
    var general: [UInt8] {
        let exponent = point - 1
        return digits.isEmpty || (-4..<6).contains(exponent) ? plain : scientific(digits.count - 1)
    }

    private var sign: [UInt8] { isNegative ? [UInt8(ascii: "-")] : [] }

    private func digit(_ place: Int) -> UInt8 {
        UInt8(ascii: "0") + (digits.indices.contains(place) ? digits[place] : 0)
    }

    // MARK: Rounding

    private func rounded(keeping count: Int) -> DecimalDigits {
        guard count < digits.count else { return self }
        var rounded = self
        rounded.digits = Array(digits.prefix(max(count, 0)))
        guard count >= 0, roundsUp(at: count) else { return rounded }
        while rounded.digits.last == 9 { rounded.digits.removeLast() }
        guard let last = rounded.digits.popLast() else {
            rounded.digits = [1]
            rounded.point += 1
            return rounded
        }
        rounded.digits.append(last + 1)
        return rounded
    }

    private func roundsUp(at place: Int) -> Bool {
        guard digits[place] == 5, place == digits.count - 1 else { return digits[place] >= 5 }
        // Exactly half: to the even neighbour.
        return place > 0 && !digits[place - 1].isMultiple(of: 2)
    }
}

/// An integer of any length in base 10^9, which is quickly multiplied and quickly written in decimal.
private struct BigDecimal {
    /// The lowest first.
    private var limbs: [UInt64]
    private static let base: UInt64 = 1_000_000_000

    init(_ value: UInt64) {
        limbs = [value % Self.base, value / Self.base % Self.base, value / Self.base / Self.base]
    }

    mutating func multiply(by factor: UInt64, raisedTo power: Int) {
        // Both 2^12 and 5^12 are smaller than the base, and so is what is carried into a new limb.
        let step = 12
        for _ in 0..<power / step { multiply(by: Self.power(factor, step)) }
        multiply(by: Self.power(factor, power % step))
    }

    private mutating func multiply(by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = limbs[index] * factor + carry
            limbs[index] = product % Self.base
            carry = product / Self.base
        }
        if carry > 0 { limbs.append(carry) }
    }

    private static func power(_ factor: UInt64, _ exponent: Int) -> UInt64 {
        (0..<exponent).reduce(1) { product, _ in product * factor }
    }

    /// The digits from the first that is not 0 on.
    var digits: [UInt8] {
        var digits: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                digits.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        while digits.last == 0 { digits.removeLast() }
        digits.reverse()
        return digits
    }
}
