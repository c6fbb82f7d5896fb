/// A pattern such as `%s has %.2f%%`, taken apart.
struct FormatPattern: Sendable {
    private var parts: [Part] = []

    private enum Part: Sendable {
        case text([UInt8])
        case clause(FormatClause)
    }

    private static let percent = UInt8(ascii: "%")

    init(_ text: String, _ budget: inout Budget) throws(EvaluationError) {
        let bytes = Array(text.utf8)
        var literal: [UInt8] = []
        var index = 0
        while let sign = bytes[index...].firstIndex(of: Self.percent) {
            literal += bytes[index..<sign]
            index = sign
            guard sign + 1 < bytes.count, bytes[sign + 1] == Self.percent else {
                try budget.step()
                parts += [.text(literal), .clause(try FormatClause(bytes, &index))]
                literal = []
                continue
            }
            literal.append(Self.percent)
            index += 2
        }
        parts.append(.text(literal + bytes[index...]))
    }

    /// The pattern with the arguments in place of its clauses, in this order; arguments left over are ignored.
    func filled(with arguments: ListView, _ budget: inout Budget) throws(EvaluationError) -> Value {
        var output = FormatOutput()
        let arguments = arguments.makeIterator()
        var count = 0
        for part in parts {
            switch part {
            case .text(let bytes): try output.append(bytes, &budget)
            case .clause(let clause):
                guard let argument = arguments.next() else {
                    throw EvaluationError(.invalidArgument, "the format has more clauses than its \(count) arguments")
                }
                count += 1
                try budget.step()
                try clause.append(argument.resolved, to: &output, &budget)
            }
        }
        return .string(output.text)
    }
}
