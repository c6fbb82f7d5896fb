import CEL
import Quotation
import RelayCore

extension ClauseWords {
    /// Why a call gave what it did; nil for functions that have no words of their own.
    func call(_ function: String, _ arguments: [Expression], holds: Bool) -> String? {
        switch (function, arguments.count) {
        case ("!_", 1): return reason(arguments[0], holds: !holds)
        case ("_==_", 2): return equality(arguments[0], arguments[1], areEqual: holds)
        case ("_!=_", 2): return equality(arguments[0], arguments[1], areEqual: !holds)
        case ("@in", 2): return membership(arguments[0], arguments[1], isMember: holds)
        case ("_<_", 2), ("_<=_", 2), ("_>_", 2), ("_>=_", 2):
            return Order(function).flatMap { comparison($0, arguments[0], arguments[1], holds: holds) }
        case ("startsWith", 2): return text("begins with", "begin with", arguments, holds) { $0.hasPrefix($1) }
        case ("endsWith", 2): return text("ends with", "end with", arguments, holds) { $0.hasSuffix($1) }
        case ("contains", 2): return text("contains", "contain", arguments, holds) { $0.holds($1) }
        case ("matches", 2): return text("fits the pattern", "fit the pattern", arguments, holds) { _, _ in false }
        case ("hasValue", 1): return ReadPath(arguments[0], in: clause).map { presence($0, isThere: holds) }
        case ("orValue", 2), ("value", 1), ("bool", 1), ("dyn", 1): return plain(arguments[0], holds: holds)
        default: return nil
        }
    }

    private func presence(_ path: ReadPath, isThere: Bool) -> String {
        isThere ? "\(path.existence(true)), but \(owner) wants it absent" : path.existence(false)
    }

    private func plain(_ part: Expression, holds: Bool) -> String? {
        let side = Side(part, in: clause)
        guard side.path != nil else { return nil }
        return "\(side.fact), but \(owner) wants \(side.isAbsent ? "it to be " : "")\(!holds)"
    }

    private func text(
        _ verb: String,
        _ infinitive: String,
        _ arguments: [Expression],
        _ holds: Bool,
        _ test: (String, String) -> Bool
    ) -> String? {
        let (side, wanted) = (Side(arguments[0], in: clause), Side(arguments[1], in: clause))
        guard let text = side.value?.plainText, let piece = wanted.value?.plainText else { return nil }
        let shown = wanted.isConstant ? piece.quoted : "\(wanted.name), \(piece.quoted)"
        let wish = holds ? "one that does not \(infinitive)" : "a text that \(verb)"
        let isCase = !holds && !side.isAbsent && test(text.lowercased(), piece.lowercased())
        return "\(side.fact), but \(owner) wants \(wish) \(shown)\(isCase ? " (case counts)" : "")"
    }

    private func comparison(_ order: Order, _ left: Expression, _ right: Expression, holds: Bool) -> String? {
        let (first, second) = (Side(left, in: clause), Side(right, in: clause))
        guard let one = first.value, let other = second.value else { return nil }
        let wanted = holds ? order.opposite : order
        let isTime = ValueText.kind(of: one) == "a time"
        if second.isConstant {
            let wish = "\(wanted.words(isTime: isTime)) \(ValueText.inSentence(other))"
            return "\(first.fact), but \(owner) wants \(wish)"
        }
        if first.isConstant {
            let wish = "\(wanted.flipped.words(isTime: isTime)) \(ValueText.inSentence(one))"
            return "\(second.fact), but \(owner) wants \(wish)"
        }
        let (a, b) = pair(left, right)
        return "\(a.fact) and \(b.fact), but \(owner) wants the first to be \(wanted.words(isTime: isTime)) the second"
    }

    /// Two sides with names that tell them apart.
    func pair(_ left: Expression, _ right: Expression) -> (Side, Side) {
        for tail in 1...4 {
            let (first, second) = (Side(left, in: clause, tail: tail), Side(right, in: clause, tail: tail))
            if first.name != second.name || tail == 4 { return (first, second) }
        }
        return (Side(left, in: clause), Side(right, in: clause))
    }
}

/// What a comparison asks for.
private enum Order: String {
    case less = "_<_", lessOrEqual = "_<=_", greater = "_>_", greaterOrEqual = "_>=_"

    init?(_ function: String) { self.init(rawValue: function) }

    /// What holds where this does not.
    var opposite: Order {
        switch self {
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }

    /// The same with its sides changed over.
    var flipped: Order {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    func words(isTime: Bool) -> String {
        switch self {
        case .less: isTime ? "earlier than" : "less than"
        case .lessOrEqual: isTime ? "not later than" : "at most"
        case .greater: isTime ? "later than" : "more than"
        case .greaterOrEqual: isTime ? "not earlier than" : "at least"
        }
    }
}
