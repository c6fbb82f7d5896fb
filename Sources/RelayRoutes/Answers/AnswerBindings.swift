import CEL
import RelayCore

/// An answer's values where rules look for them, each made when the first rule asks for it.
struct AnswerBindings {
    private let answer: Answer
    private let context: AnswerContext
    private let vocabulary: AnswerVocabulary
    /// The headers that rules speak of; nil where that may be any.
    private let headers: [String]?
    private var activation: Activation
    /// In an array, because there are few.
    private var made: [AnswerVocabulary.Name] = []

    init(_ answer: Answer, _ context: AnswerContext, _ vocabulary: AnswerVocabulary, headers: [String]?) {
        self.answer = answer
        self.context = context
        self.vocabulary = vocabulary
        self.headers = headers
        activation = vocabulary.activation
    }

    /// The values of the names, and of those that were asked for before.
    mutating func activation(with names: Set<AnswerVocabulary.Name>) -> Activation {
        for name in names where !made.contains(name) {
            made.append(name)
            activation[vocabulary.slot(of: name)] = value(of: name)
        }
        return activation
    }

    /// Nil where there is none, so that a rule that needs it cannot hold.
    private func value(of name: AnswerVocabulary.Name) -> Value? {
        switch name {
        case .status: answer.status.map { .int(Int64($0)) }
        case .headers: headerMap
        case .body: answer.body.map { Value($0) }
        case .text: .string(answer.text)
        case .cut: .bool(answer.isCut)
        case .failure: .string(answer.failure)
        case .sent: .bool(answer.wasSent)
        case .request: request
        case .attempt:
            Self.record([
                ("number", .int(Int64(context.attempt.number))), ("inDoubt", .int(Int64(context.attempt.inDoubt))),
            ])
        case .lane: Self.record([("deliveredAgo", context.deliveredAgo.map { .int($0.components.seconds) })])
        case .read: context.read.map { Value($0) }
        }
    }

    /// Of the headers that rules speak of alone: to make a map of all takes longer than most rules do.
    private var headerMap: Value? {
        guard let headers else { return EventBindings.map(answer.headers) }
        return Self.record(headers.map { name in (name, answer.headers[name].map { .string($0) }) })
    }

    private var request: Value? {
        let request = context.request
        return Self.record([
            ("method", .string(request.method)), ("path", EventBindings.map(request.path)),
            ("query", EventBindings.map(request.query)), ("body", request.body.map { Value($0) }),
        ])
    }

    private static func record(_ fields: [(name: String, value: Value?)]) -> Value? {
        let entries = fields.compactMap { field in field.value.map { (key: Value.string(field.name), value: $0) } }
        return MapValue(entries).map { .map($0) }
    }
}
