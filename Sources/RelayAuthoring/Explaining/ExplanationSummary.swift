import Quotation

/// What came of an event at all routes together; where nothing did, what would have to change.
struct ExplanationSummary {
    let source: String
    let type: String
    let entries: [Explanation.Entry]

    var text: String {
        let sends = entries.flatMap(\.sends)
        let planned = sends.count { $0.verdict == .planned }
        let dead = sends.count { $0.verdict == .deadLetter }
        if planned + dead > 0 { return outcome(planned, dead) }
        if let taken = entries.first(where: { $0.verdict == .taken }) { return sendless(taken) }
        return "No route takes this event. \(nearest)"
    }

    private func outcome(_ planned: Int, _ dead: Int) -> String {
        let names = entries.filter { !$0.sends.isEmpty }.map(\.route.quoted)
        let by = names.count > 3 ? "\(names.count) routes" : RouteMismatch.joined(names)
        let letters = ValueText.counted(dead, "dead letter", "dead letters")
        guard planned > 0 else { return "\(letters.capitalizedFirst), by \(by)." }
        let sends = ValueText.counted(planned, "send is", "sends are").capitalizedFirst
        return "\(sends) planned\(dead > 0 ? ", and \(letters) made" : ""), by \(by)."
    }

    private func sendless(_ taken: Explanation.Entry) -> String {
        guard let send = taken.sends.min(by: { failures($0.clause) < failures($1.clause) }) else {
            return "\(taken.route.quoted) takes this event and has no send."
        }
        return
            "\(taken.route.quoted) takes this event, but none of its sends matches. \(send.name.quoted): \(send.sentence)."
    }

    /// The route that came closest to taking the event, and what it lacks.
    private var nearest: String {
        let refused = entries.filter { $0.verdict == .refused }
        if let best = refused.min(by: { failures($0.clause) < failures($1.clause) }) { return refusal(best) }
        if let broken = entries.first(where: { $0.verdict == .notUnderstood }) {
            return "\(broken.route.quoted) would be asked, but \(broken.sentence)."
        }
        let types = entries.filter { $0.verdict == .wrongType }
        if let resembling = types.first(where: { $0.sentence.hasSuffix(")") }) ?? (types.count == 1 ? types.first : nil)
        {
            return "\(resembling.route.quoted) comes nearest: \(resembling.sentence)."
        }
        if !types.isEmpty {
            return "No route for \(source.quoted) takes \(type.isEmpty ? "events without a type" : type.quoted)."
        }
        if let off = entries.first(where: { $0.verdict == .switchedOff }) {
            return "No route that is switched on listens to \(source.quoted); \(off.route.quoted) is switched off."
        }
        return "No route listens to \(source.quoted)."
    }

    private func refusal(_ entry: Explanation.Entry) -> String {
        let failing = failures(entry.clause)
        let count = failing > 1 ? " (one of \(failing) clauses that do not hold)" : ""
        return "\(entry.route.quoted) comes nearest: \(entry.sentence)\(count)."
    }

    private func failures(_ clause: FailingClause?) -> Int { clause?.failures ?? .max }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
