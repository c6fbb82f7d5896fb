import CEL

/// An exact decimal: a whole number of the smallest units, and how many digits of it stand behind the point.
final class Decimal: OpaqueValue {
    static let name = "relay.Decimal"

    let minorUnits: Int64
    let scale: Int

    init(minorUnits: Int64, scale: Int) {
        self.minorUnits = minorUnits
        self.scale = scale
    }

    var typeName: String { Self.name }

    /// Compares by value: `50` and `50.00` are equal.
    func isEqual(to other: any OpaqueValue) -> Bool {
        guard let other = other as? Decimal else { return false }
        let scale = max(scale, other.scale)
        return scaled(to: scale) == other.scaled(to: scale)
    }

    private func scaled(to wanted: Int) -> Int128 { Int128(minorUnits) * Int128(Self.powerOfTen(wanted - scale)) }

    /// All digits, without a point where nothing but zeros would follow it: `50`, `50.50`.
    var digits: String {
        let (whole, rest) = minorUnits.magnitude.quotientAndRemainder(dividingBy: Self.powerOfTen(scale))
        let sign = minorUnits < 0 ? "-" : ""
        guard rest > 0 else { return "\(sign)\(whole)" }
        let fraction = String(rest)
        return "\(sign)\(whole).\(String(repeating: "0", count: scale - fraction.count))\(fraction)"
    }

    var jsonNumber: String? { digits }

    private static func powerOfTen(_ exponent: Int) -> UInt64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
