import CEL
package import CivilTime
package import JSON
package import RelayCore

/// Who sends events, and where in a request everything is found.
package struct Source: Sendable {
    package let name: String
    package let entry: SourceEntry
    let preset: JSONValue?
    /// Whether a request's body is a list of events.
    package let isBatch: Bool
    /// The event types that it is known to send; nil where nobody says.
    package let types: [String]?
    let signing: Signing
    private let places: Places
    private let isIDSigned: Bool

    /// Where in a request an event's parts are found.
    struct Places: Sendable {
        var id: Program?
        var type: Program?
        var lead: Program?
        var occurredAt: Program?
        var aliases: [Program] = []
    }

    init(_ entry: SourceEntry, preset: JSONValue?, places: Places, signing: Signing) {
        name = entry.name
        self.signing = signing
        self.entry = entry
        self.preset = preset
        self.places = places
        isIDSigned = Self.isIDSigned(places.id, Self.setting("signature", entry, preset))
        isBatch = Self.setting("batch", entry, preset)?.bool ?? false
        let types = Self.setting("types", entry, preset)?.elements.compactMap(\.string) ?? []
        self.types = types.isEmpty ? nil : types
    }

    /// What a source says itself, or else its preset.
    static func setting(_ key: String, _ entry: SourceEntry, _ preset: JSONValue?) -> JSONValue? {
        entry.json[key] ?? preset?[key]
    }

    func setting(_ key: String) -> JSONValue? { Self.setting(key, entry, preset) }

    /// The expression that finds the lead, for those who reason about it.
    var leadProgram: Program? { places.lead }

    /// The events of a request whose body is that JSON; the digest of a body's bytes stands for an id where there is none.
    package func events(
        body: JSONValue,
        headers: [String: String] = [:],
        query: [String: String] = [:],
        receivedAt: Timestamp,
        digest: ([UInt8]) -> String
    ) -> [Event] {
        let bodies = isBatch && body.kind == .array ? Array(body.elements) : [body]
        return bodies.map { body in
            event(body, RequestBindings.activation(body: body, headers, query), headers, query, receivedAt, digest)
        }
    }

    private func event(
        _ body: JSONValue,
        _ activation: Activation,
        _ headers: [String: String],
        _ query: [String: String],
        _ receivedAt: Timestamp,
        _ digest: ([UInt8]) -> String
    ) -> Event {
        func text(_ program: Program?) -> String? {
            EventText.text(program.flatMap { try? $0.evaluate(activation) })
        }
        return Event(
            id: id(text(places.id), of: body, digest),
            aliases: places.aliases.compactMap { text($0) },
            source: name,
            type: text(places.type) ?? "",
            lead: text(places.lead),
            occurredAt: places.occurredAt.flatMap { try? $0.evaluate(activation) }.flatMap(Self.time),
            receivedAt: receivedAt,
            headers: headers,
            query: query,
            body: body
        )
    }

    /// The sender's id; one that no signature covers counts only together with the body, or anybody could hide an event
    /// behind the id of another.
    private func id(_ text: String?, of body: JSONValue, _ digest: ([UInt8]) -> String) -> String {
        guard let text else { return digest(body.source) }
        return isIDSigned ? text : "\(text).\(digest(body.source))"
    }

    /// Whether the id stands in the body, or the scheme signs it.
    private static func isIDSigned(_ id: Program?, _ signature: JSONValue?) -> Bool {
        guard let id, Self.readsBeyondBody(id.expression), let signature else { return true }
        let schemes = signature.kind == .array ? Array(signature.elements) : [signature]
        return schemes.allSatisfy { $0["signed"]?.string?.contains("{id}") ?? false }
    }

    private static func readsBeyondBody(_ expression: Expression) -> Bool {
        if case .identifier(let name, _) = expression.kind { return name == "headers" || name == "query" }
        return expression.children.contains(where: readsBeyondBody)
    }

    /// A time as senders write it: RFC 3339, or seconds or milliseconds since 1970.
    private static func time(_ value: Value) -> Timestamp? {
        switch value.resolved {
        case .timestamp(let timestamp): timestamp
        case .string(let text): Timestamp(rfc3339: text)
        case .int(let int):
            // As seconds this would be the year 5138.
            int > 100_000_000_000
                ? Timestamp(seconds: int / 1_000, nanoseconds: Int32(int % 1_000) * 1_000_000)
                : Timestamp(seconds: int)
        case .optional(let content): content.flatMap(time)
        default: nil
        }
    }
}

/// The names that a source's expressions may speak of.
enum RequestBindings {
    static func environment(_ base: Environment, body: ValueType = .dyn) -> Environment {
        var environment = base
        environment.declare("body", body)
        environment.declare("headers", .map(.string, .string))
        environment.declare("query", .map(.string, .string))
        return environment
    }

    static func activation(body: JSONValue, _ headers: [String: String], _ query: [String: String]) -> Activation {
        var activation = shared
        activation[0] = Value(body)
        activation[1] = EventBindings.map(headers)
        activation[2] = EventBindings.map(query)
        return activation
    }

    private static let shared = Activation(environment(Environment()))
}
