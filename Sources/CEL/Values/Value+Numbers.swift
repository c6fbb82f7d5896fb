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
        // As doubles, as the official cases ask: beyond 2^53 neighbouring integers equal the same double.
        case (.int(let left), .double(let right)): compare(.double(Double(left)), .double(right))
        case (.double(let left), .int(let right)): compare(.double(left), .double(Double(right)))
        case (.uint(let left), .double(let right)): compare(.double(Double(left)), .double(right))
        case (.double(let left), .uint(let right)): compare(.double(left), .double(Double(right)))
        }
    }

    private static func sign<Number: Comparable>(_ left: Number, _ right: Number) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }
}
