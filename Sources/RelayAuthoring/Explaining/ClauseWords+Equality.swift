import CEL
import JSON
import Quotation

extension ClauseWords {
    /// Why two sides are equal, or are not.
    func equality(_ left: Expression, _ right: Expression, areEqual: Bool) -> String {
        let (first, second) = pair(left, right)
        guard let one = first.value, let other = second.value else {
            return whole(clause.expression, holds: areEqual)
        }
        if second.isConstant { return areEqual ? equal(first, other) : unequal(first, other) }
        if first.isConstant { return areEqual ? equal(second, one) : unequal(second, one) }
        guard areEqual else {
            return "\(first.fact) and \(second.fact), but \(owner) wants them to be equal" + hint(first, other)
        }
        guard first.isAbsent == second.isAbsent, !first.isAbsent else {
            return "\(first.fact) and \(second.fact), which counts as the same, but \(owner) wants them to differ"
        }
        let value = one.isEmpty ? "empty" : ValueText.inSentence(one)
        return "\(first.name) and \(second.name) are both \(value), but \(owner) wants them to differ"
    }

    private func unequal(_ side: Side, _ wanted: Value) -> String {
        let wish = wanted.isEmpty ? "it to be empty" : wanted.isNull ? "it to be null" : ValueText.inSentence(wanted)
        return "\(side.fact), but \(owner) wants \(wish)" + hint(side, wanted)
    }

    private func equal(_ side: Side, _ unwanted: Value) -> String {
        let wish = unwanted.isEmpty ? "something there" : unwanted.isNull ? "a value" : "anything but that"
        return "\(side.fact), but \(owner) wants \(wish)"
    }

    /// Why no term of `a == 'x' || a == 'y'` holds, said once for all; nil for terms of other forms.
    func oneOf(_ terms: [Expression]) -> String? {
        let pairs = terms.compactMap { term -> (side: Side, wanted: Value)? in
            guard case .call("_==_", nil, let sides) = term.kind, sides.count == 2 else { return nil }
            let (side, constant) = (Side(sides[0], in: clause), Side(sides[1], in: clause))
            guard side.path != nil, constant.isConstant, let wanted = constant.value else { return nil }
            return (side, wanted)
        }
        guard let first = pairs.first, pairs.count == terms.count,
            pairs.allSatisfy({ $0.side.path?.text == first.side.path?.text })
        else { return nil }
        return notAmong(first.side, pairs.map(\.wanted))
    }

    /// That a value is none of those wanted.
    func notAmong(_ side: Side, _ wanted: [Value]) -> String {
        "\(side.fact), but \(owner) wants \(Self.listed(wanted))" + hint(side, among: wanted)
    }

    /// `"A", "B" or "C"`
    static func listed(_ values: [Value]) -> String {
        let shown = values.prefix(listLimit).map(ValueText.inSentence)
        guard values.count <= listLimit, let last = shown.last, shown.count > 1 else {
            let more = values.count - shown.count
            return shown.joined(separator: ", ") + (more > 0 ? " or one of \(more) more" : "")
        }
        return "\(shown.dropLast().joined(separator: ", ")) or \(last)"
    }

    static let listLimit = 8
    /// Of a large table only so many keys are looked through for one that was meant.
    private static let hintLimit = 1_000

    // MARK: Hints

    func hint(_ side: Side, _ wanted: Value) -> String {
        guard !side.isAbsent, let value = side.value else { return "" }
        if let one = value.plainText, let other = wanted.plainText {
            return Resemblance(one, other).map { " (\($0.hint))" } ?? ""
        }
        let kinds = [ValueText.kind(of: value), ValueText.kind(of: wanted)]
        guard kinds[0] != kinds[1], Self.plainKinds.isSuperset(of: kinds) else { return "" }
        return " (the one is \(kinds[0]), the other \(kinds[1]))"
    }

    /// The kinds of which one is easily written for another: `"5"` for 5.
    private static let plainKinds: Set = ["a text", "a number", "true or false"]

    /// The hint for the wanted value that is closest.
    func hint(_ side: Side, among wanted: [Value]) -> String {
        guard !side.isAbsent, let text = side.value?.plainText else {
            return wanted.prefix(Self.hintLimit).lazy.map { hint(side, $0) }.first { !$0.isEmpty } ?? ""
        }
        let near = wanted.prefix(Self.hintLimit).compactMap { value -> (text: String, resemblance: Resemblance)? in
            guard let other = value.plainText else { return nil }
            return Resemblance(text, other).map { (other, $0) }
        }
        let best = near.first { $0.resemblance != .inSpelling } ?? near.first
        switch best?.resemblance {
        case .inSpelling: return best.map { " (did you mean \($0.text.quoted)?)" } ?? ""
        case .inAllButCase, .inAllButBlanks:
            return best.map { " (\($0.resemblance.hint): there is \($0.text.quoted))" } ?? ""
        case nil: return ""
        }
    }
}

extension Value {
    fileprivate var isNull: Bool {
        switch self {
        case .null: true
        case .json(let json): json.isNull
        default: false
        }
    }
}
