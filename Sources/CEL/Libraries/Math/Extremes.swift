/// `math.greatest` and `math.least`, of any number of arguments or of a list.
enum Extremes {
    static let all: [Function] = [
        make("math.greatest") { $0 > 0 },
        make("math.least") { $0 < 0 },
    ]

    /// A function that goes on with a number for which `replaces` tells so, given how it compares with the best so far.
    private static func make(_ name: String, _ replaces: @escaping @Sendable (Int) -> Bool) -> Function {
        Function(
            name,
            overloads,
            .variadic { values, budget throws(EvaluationError) in
                guard values.count == 1, let list = ListView(values[0]) else { return best(values, replaces) }
                try budget.charge(list.count, .visited)
                guard list.count > 0 else {
                    throw EvaluationError(.invalidArgument, "\(name) needs one number at least; the list is empty")
                }
                return best(list.map(\.resolved), replaces)
            },
            prepare: { constants throws(EvaluationError) in
                // The forms for three and more take anything, since numbers of different types have no type in common.
                for case .some(let constant) in constants where Numeric(constant) == nil {
                    throw EvaluationError(.noSuchOverload, "\(name) takes numbers, not \(constant.shown)")
                }
                return nil
            }
        )
    }

    private static let overloads: [Overload] = {
        let numbers: [ValueType] = [.int, .uint, .double]
        let pairs = numbers.flatMap { left in
            numbers.map { Overload.global(left, $0, returns: left == $0 ? left : .dyn) }
        }
        return numbers.map { .global($0, returns: $0) } + numbers.map { .global(.list($0), returns: $0) } + pairs
            + numbers.map { .open($0, $0, $0, returns: $0) } + [.open(.dyn, .dyn, .dyn, returns: .dyn)]
    }()

    /// The first of the equally good ones; nil where one is no number. NaN takes no place and loses none.
    private static func best(_ values: [Value], _ replaces: (Int) -> Bool) -> Value? {
        guard var best = values.first.flatMap(Numeric.init) else { return nil }
        for value in values.dropFirst() {
            guard let candidate = Numeric(value) else { return nil }
            if let order = Numeric.compare(candidate, best), replaces(order) { best = candidate }
        }
        return best.value
    }
}

extension Numeric {
    fileprivate var value: Value {
        switch self {
        case .int(let int): .int(int)
        case .uint(let uint): .uint(uint)
        case .double(let double): .double(double)
        }
    }
}
