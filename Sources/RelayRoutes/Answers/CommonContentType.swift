import RelayCore

/// The content types that most answers have; what depends on nothing else is decided for them before one comes.
enum CommonContentType: String, CaseIterable, Sendable {
    case none = ""
    case json = "application/json"
    case jsonInUTF8 = "application/json; charset=utf-8"
    case jsonInUTF8WithoutBlank = "application/json;charset=utf-8"
    case plainText = "text/plain"

    /// Nil for an answer of another type.
    init?(of answer: Answer) {
        guard let type = answer.headers[Self.header] else {
            self = .none
            return
        }
        // An empty header is not the same as none.
        guard !type.isEmpty, let common = Self.allCases.first(where: { $0.rawValue == type }) else { return nil }
        self = common
    }

    /// The types with which a condition holds; nil for one that reads more than the type.
    static func all(with condition: AnswerRule.Condition, _ vocabulary: AnswerVocabulary) -> [CommonContentType]? {
        guard condition.names == [.headers], let headers = condition.headers, headers.allSatisfy({ $0 == header })
        else { return nil }
        return allCases.filter { type in
            let answer = Answer(status: 200, headers: type == .none ? [:] : [header: type.rawValue])
            let context = AnswerContext(AnswerContext.AskedRequest(method: "POST"))
            var bindings = AnswerBindings(answer, context, vocabulary, headers: [header])
            return condition.holds(&bindings)
        }
    }

    private static let header = "content-type"
}
