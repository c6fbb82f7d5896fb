import CEL
import JSON
package import RelayCore

/// What answers of one kind mean.
///
/// A class, because judging goes through many of them and would copy each one whole.
package final class AnswerRule: Sendable {
    let status: AnswerStatus
    let when: Condition?
    package let verdict: Verdict
    /// Where it stands in the routes file; nil for a rule that comes with an API.
    package let spot: Spot?

    init(status: AnswerStatus, when: Condition?, verdict: Verdict, spot: Spot?) {
        self.status = status
        self.when = when
        self.verdict = verdict
        self.spot = spot
    }

    /// Whether it asks for what came before in the lane.
    var readsLane: Bool { when?.names.contains(.lane) ?? false }

    /// What must hold beside the status.
    struct Condition: Sendable {
        let program: Program
        let names: Set<AnswerVocabulary.Name>
        /// The headers that it speaks of; nil where that may be any.
        let headers: [String]?

        init(_ program: Program) {
            self.program = program
            names = AnswerVocabulary.names(in: program.expression)
            headers = AnswerVocabulary.headers(in: program.expression)
        }

        /// One that cannot be decided does not hold.
        func holds(_ bindings: inout AnswerBindings) -> Bool {
            let result = try? program.evaluate(bindings.activation(with: names))
            guard case .bool(true)? = result?.resolved else { return false }
            return true
        }
    }
}

extension Verdict {
    /// What a rule says; nil where its shape has been refused.
    init?(_ rule: JSONValue) {
        guard let kind = rule["verdict"]?.string.flatMap(Kind.init) else { return nil }
        self.init(
            kind,
            cause: rule["cause"]?.string,
            remedy: rule["remedy"]?.string ?? "",
            after: rule["after"]?.string.flatMap { Duration(setting: $0) },
            confirm: rule["confirm"]?.int.map { Int($0) } ?? 1,
            scope: rule["scope"]?.string.flatMap(Scope.init) ?? .destination
        )
    }
}
