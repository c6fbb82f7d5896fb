/// `math.bitAnd`, `math.bitShiftLeft` and the others on the 64 bits of an integer.
enum Bits {
    static let all: [Function] = [
        combining("math.bitAnd") { $0 & $1 },
        combining("math.bitOr") { $0 | $1 },
        combining("math.bitXor") { $0 ^ $1 },
        Function(
            "math.bitNot",
            [.global(.int, returns: .int), .global(.uint, returns: .uint)],
            .unary { value, _ throws(EvaluationError) in
                switch value {
                case .int(let int): .int(~int)
                case .uint(let uint): .uint(~uint)
                default: nil
                }
            }
        ),
        shifting("math.bitShiftLeft") { $0 << $1 },
        // Of an int too: its sign is a bit like any other, and what comes in from the left is 0.
        shifting("math.bitShiftRight") { $0 >> $1 },
    ]

    private static func combining(_ name: String, _ combine: @escaping @Sendable (UInt64, UInt64) -> UInt64) -> Function
    {
        Function(
            name,
            [.global(.int, .int, returns: .int), .global(.uint, .uint, returns: .uint)],
            .binary { left, right, _ throws(EvaluationError) in
                switch (left, right) {
                case (.int(let left), .int(let right)):
                    .int(Int64(bitPattern: combine(UInt64(bitPattern: left), UInt64(bitPattern: right))))
                case (.uint(let left), .uint(let right)): .uint(combine(left, right))
                default: nil
                }
            }
        )
    }

    // Swift's own shifts give 0 for 64 places and more, as the language wants it.
    private static func shifting(_ name: String, _ shift: @escaping @Sendable (UInt64, Int64) -> UInt64) -> Function {
        Function(
            name,
            [.global(.int, .int, returns: .int), .global(.uint, .int, returns: .uint)],
            .binary { value, places, _ throws(EvaluationError) in
                guard case .int(let places) = places else { return nil }
                guard places >= 0 else {
                    throw EvaluationError(.invalidArgument, "\(name) cannot shift by \(places) places")
                }
                return switch value {
                case .int(let int): .int(Int64(bitPattern: shift(UInt64(bitPattern: int), places)))
                case .uint(let uint): .uint(shift(uint, places))
                default: nil
                }
            }
        )
    }
}
