package import RelayCore

/// What each answer to a call means, at one destination: rules of which the first that holds counts.
package final class AnswerRules: Sendable {
    /// The destination's, then the call's, with what they include in its place.
    package let rules: [AnswerRule]
    private let vocabulary: AnswerVocabulary
    /// The headers that the rules speak of; nil where that may be any.
    private let headers: [String]?
    /// At the positions of the rules; nil where more than the content type decides.
    private let decidingTypes: [[CommonContentType]?]
    private let readsLane: Bool

    init(_ rules: [AnswerRule], _ vocabulary: AnswerVocabulary) {
        self.rules = rules
        self.vocabulary = vocabulary
        decidingTypes = rules.map { rule in rule.when.flatMap { CommonContentType.all(with: $0, vocabulary) } }
        let spokenOf = rules.compactMap(\.when).map(\.headers)
        readsLane = rules.contains(where: \.readsLane)
        headers = spokenOf.contains(nil) ? nil : Set(spokenOf.compactMap { $0 }.joined()).sorted()
    }

    package func judge(_ answer: Answer, _ context: AnswerContext) -> Verdict {
        rule(for: answer, context)?.verdict ?? Self.builtIn(answer)
    }

    /// Whether what an answer means may hang on what came before in its lane.
    package func readLane(for answer: Answer) -> Bool {
        readsLane && rules.contains { $0.readsLane && $0.status.matches(answer.status) }
    }

    /// The rule that decides; nil where none holds.
    package func rule(for answer: Answer, _ context: AnswerContext) -> AnswerRule? {
        let type = CommonContentType(of: answer)
        var bindings = AnswerBindings(answer, context, vocabulary, headers: headers)
        for (rule, types) in zip(rules, decidingTypes) where rule.status.matches(answer.status) {
            guard let when = rule.when else { return rule }
            if let type, let types {
                if types.contains(type) { return rule }
            } else if when.holds(&bindings) {
                return rule
            }
        }
        return nil
    }

    /// What holds behind all rules, whatever they say.
    package static func builtIn(_ answer: Answer) -> Verdict {
        guard let status = answer.status else {
            return Verdict(.retry, cause: answer.wasSent ? "answer-lost" : "unreachable")
        }
        return switch status {
        case 200..<300: Verdict(.delivered)
        case 408, 425: Verdict(.retry, cause: "try-again")
        case 429: Verdict(.wait, cause: Verdict.rateLimited)
        case 500..<600: Verdict(.retry, cause: "server-error")
        default: Verdict(.dead, cause: Verdict.refused, remedy: "read the kept answer")
        }
    }
}
