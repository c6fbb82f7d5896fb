import CEL
import JSON
import RelayCore

/// Where in a request something is found: an expression over its body, headers and query.
struct RequestPlace: Sendable {
    let program: Program
    /// What has to be made ready for it.
    let reads: Reading
    /// Whether it looks at what a signature of the body does not cover.
    let isBeyondBody: Bool
    private let way: Way

    /// The parts of a request that have to be made into values.
    struct Reading: OptionSet, Sendable {
        let rawValue: UInt8

        static let body = Reading(rawValue: 1)
        static let headers = Reading(rawValue: 2)
        static let query = Reading(rawValue: 4)
    }

    /// How it is found: most expressions are a header or a plain path and no more, and need no evaluation.
    private enum Way {
        case header(String)
        case path(BodyPath)
        case evaluation

        init(_ expression: Expression) {
            let steps = AccessPath(expression)?.steps ?? []
            switch steps.first {
            case "headers" where steps.count == 2: self = .header(steps[1])
            case "body": self = .path(BodyPath(Array(steps.dropFirst())))
            default: self = .evaluation
            }
        }
    }

    init(_ program: Program) {
        self.program = program
        let named = Self.named(in: program.expression)
        isBeyondBody = !named.isDisjoint(with: [.headers, .query])
        way = Way(program.expression)
        if case .evaluation = way { reads = named } else { reads = [] }
    }

    /// What stands there; nil where nothing does, and where the expression fails.
    func value(in request: PostedRequest) -> Value? {
        switch way {
        case .header(let name): request.headers[name].map { .string($0) }
        case .path(let path): path.value(in: request.body)
        case .evaluation: try? program.evaluate(request.activation)
        }
    }

    /// What stands there as a text; nil also where it is of another kind.
    func text(in request: PostedRequest) -> String? {
        // Nearly always it is a text, and then no value has to be made of it.
        switch way {
        case .header(let name): return request.headers[name].flatMap { $0.isEmpty ? nil : $0 }
        case .path(let path):
            guard let json = path.json(in: request.body) else { return nil }
            guard let text = json.string else { return EventText.text(Value(json)) }
            return text.isEmpty ? nil : text
        case .evaluation: return EventText.text(value(in: request))
        }
    }

    private static func named(in expression: Expression) -> Reading {
        switch expression.kind {
        case .identifier("body", _): .body
        case .identifier("headers", _): .headers
        case .identifier("query", _): .query
        default: expression.children.reduce(into: []) { $0.formUnion(named(in: $1)) }
        }
    }
}

/// A request as a source looks into it.
struct PostedRequest {
    let body: JSONValue
    let headers: EventFields
    /// The parts of it that were asked for.
    let activation: Activation

    init(_ body: JSONValue, _ headers: EventFields, _ query: EventFields, _ reads: RequestPlace.Reading) {
        self.body = body
        self.headers = headers
        guard !reads.isEmpty else {
            activation = RequestBindings.empty
            return
        }
        activation = RequestBindings.activation(
            body: body,
            reads.contains(.headers) ? headers : [:],
            reads.contains(.query) ? query : [:]
        )
    }
}
