/// A number of any of the three types, for comparing them by value.
enum Numeric {
    case int(Int64), uint(UInt64), double(Double)

    init?(_ value: Value) {
        switch value {
        case .int(let int): self = .int(int)
        case .uint(let uint): self = .uint(uint)
        case .double(let double): self = .double(double)
        default: return nil
        }
    }

    /// Below zero when the left is smaller, above when it is greater; nil where one is NaN.
    static func compare(_ left: Numeric, _ right: Numeric) -> Int? {
        switch (left, right) {
        case (.int(let left), .int(let right)): sign(left, right)
        case (.uint(let left), .uint(let right)): sign(left, right)
        case (.double(let left), .double(let right)): left.isNaN || right.isNaN ? nil : sign(left, right)
        case (.int(let left), .uint(let right)): left < 0 ? -1 : sign(UInt64(left), right)
        case (.uint(let left), .int(let right)): right < 0 ? 1 : sign(left, UInt64(right))
        case (.int(let left), .double(let right)): compare(Int128(left), right)
        case (.double(let left), .int(let right)): compare(Int128(right), left).map { -$0 }
        case (.uint(let left), .double(let right)): compare(Int128(left), right)
        case (.double(let left), .uint(let right)): compare(Int128(right), left).map { -$0 }
        }
    }

    private static func sign<Number: Comparable>(_ left: Number, _ right: Number) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    /// Exact: turning the integer into a double first would equate neighbours beyond 2^53.
    private static func compare(_ integer: Int128, _ double: Double) -> Int? {
        guard !double.isNaN else { return nil }
        guard double.magnitude < 0x1p65 else { return double > 0 ? -1 : 1 }
        let whole = double.rounded(.down)
        let order = sign(integer, Int128(whole))
        return order != 0 ? order : whole < double ? -1 : 0
    }
}
