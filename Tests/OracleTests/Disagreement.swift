import CEL
import CivilTime

/// Two answers to one expression.
struct Disagreement: CustomStringConvertible {
    let sample: Sample
    let ours: Answer
    let theirs: Answer

    /// Nil where both say the same.
    init?(_ sample: Sample, ours: Answer, theirs: Answer) {
        guard !ours.agrees(with: theirs) else { return nil }
        self.sample = sample
        self.ours = ours
        self.theirs = theirs
    }

    var explanation: ExplainedDifference? { ExplainedDifference.all.first { $0.applies(self) } }

    var description: String {
        """
        \(sample.isChecked ? "" : "unchecked ")\(sample.expression)
            ours:   \(ours)
            theirs: \(theirs)
        """
    }
}

extension Disagreement {
    func hasExpression(_ pattern: String) -> Bool { sample.expression.has(pattern) }

    /// Whether only the reference refuses, for a reason that has the pattern.
    func isRefused(byReferenceFor pattern: String) -> Bool {
        guard case (.value, .refused(let reason)) = (ours, theirs) else { return false }
        return reason.has(pattern)
    }

    /// Whether only we refuse, for a reason that has the pattern.
    func isRefused(byUsFor pattern: String) -> Bool {
        guard case (.refused(let reason), .value) = (ours, theirs) else { return false }
        return reason.has(pattern)
    }

    /// Whether NaN is in the answers.
    var hasNaN: Bool { "\(ours) \(theirs)".has(#"\bnan\b"#) }

    var isOfTexts: Bool {
        if case (.value(.string), .value(.string)) = (ours, theirs) { true } else { false }
    }

    /// Whether both give a map, and ours has keys that are the same to Python.
    var isOfMergedKeys: Bool {
        guard case (.value(.map(let own)), .value(.map(let other))) = (ours, theirs) else { return false }
        let pairs: [(Value, Value)] = [(.bool(true), .int(1)), (.bool(false), .int(0))]
        return own.count > other.count && pairs.contains { own[$0.0] != nil && own[$0.1] != nil }
    }

    /// Whether both give a text, and of the same number or time.
    var spellsSame: Bool {
        guard case (.value(.string(let own)), .value(.string(let other))) = (ours, theirs) else { return false }
        if let own = Double(own), let other = Double(other) { return own == other || own.isNaN && other.isNaN }
        if let own = Duration(text: own), let other = Duration(text: other) { return own == other }
        guard let own = Timestamp(rfc3339: own), let other = Timestamp(rfc3339: other) else { return false }
        return own == other
    }
}

extension String {
    /// Whether the pattern matches somewhere, by code points: an accent must not hide the quotation mark before it.
    fileprivate func has(_ pattern: String) -> Bool {
        guard let pattern = try? Regex(pattern) else { return false }
        return contains(pattern.matchingSemantics(.unicodeScalar).dotMatchesNewlines())
    }
}
