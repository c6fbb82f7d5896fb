import Quotation
import RelayRoutes

extension Explanation {
    /// The explanation as lines for a terminal: a route each, its sends below it.
    package var text: String { lines.joined(separator: "\n") + "\n" }

    package var lines: [String] {
        let heading = "\(type.isEmpty ? "event without a type" : type.quoted) from \(source.quoted)"
        return [heading] + entries.flatMap(\.lines) + [summary]
    }
}

extension Explanation.Entry {
    fileprivate var lines: [String] {
        ["\(verdict.mark) \(route.quoted): \(verdict.words)", "    \(sentence)"]
            + (clause?.lines ?? []).map { "    \($0)" } + sends.flatMap(\.lines).map { "    \($0)" }
    }
}

extension Explanation.Send {
    fileprivate var lines: [String] {
        let heading = "\(verdict.mark) \(name.quoted): \(verdict.words)"
        guard verdict != .planned else { return [heading] }
        return [heading, "    \(sentence)"] + (clause?.lines ?? []).map { "    \($0)" }
    }
}

extension FailingClause {
    /// Where it stands, and what it saw.
    var lines: [String] {
        ["at \(spot.place): \(source.shownAsWritten)"] + sights.map { "saw \($0.path.shownAsWritten) = \($0.value)" }
    }
}

extension Explanation.Verdict {
    fileprivate var mark: String { self == .taken ? "✓" : self == .undecidable ? "!" : "✗" }

    fileprivate var words: String {
        switch self {
        case .taken: "taken"
        case .wrongSource: "wrong source"
        case .wrongType: "wrong type"
        case .switchedOff: "switched off"
        case .refused: "its condition does not hold"
        case .undecidable: "its condition cannot be decided"
        case .stopped: "stopped by an earlier route"
        case .notUnderstood: "not understood"
        }
    }
}

extension Explanation.Send.Verdict {
    fileprivate var mark: String {
        switch self {
        case .planned: "✓"
        case .notMatched: "✗"
        case .deadLetter: "!"
        }
    }

    fileprivate var words: String {
        switch self {
        case .planned: "planned"
        case .notMatched: "not matched"
        case .deadLetter: "dead letter"
        }
    }
}
