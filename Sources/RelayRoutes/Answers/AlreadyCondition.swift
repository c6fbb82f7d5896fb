import CEL
package import RelayCore

/// What must hold of what was read of a lead for a write to be needless.
package struct AlreadyCondition: Sendable {
    private let condition: AnswerRule.Condition
    private let vocabulary: AnswerVocabulary

    init(_ program: Program, _ vocabulary: AnswerVocabulary) {
        condition = AnswerRule.Condition(program)
        self.vocabulary = vocabulary
    }

    /// Whether it asks for what came before in the lane.
    package var readsLane: Bool { condition.names.contains(.lane) }

    /// The context is that of the write, with what was read; what cannot be decided does not hold.
    package func holds(_ answer: Answer, _ context: AnswerContext) -> Bool {
        var bindings = AnswerBindings(answer, context, vocabulary, headers: condition.headers)
        return condition.holds(&bindings)
    }
}
