package import CEL
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
    /// The status that the sender takes for success.
    package let answerStatus: Int
    /// The event types that it is known to send; nil where nobody says.
    package let types: [String]?
    let signing: Signing
    private let places: Places
    private let reads: RequestPlace.Reading
    /// The headers with an id that a signature covers, at the positions of the schemes; nil where a scheme covers none.
    private let signedIDHeaders: [String?]

    /// Where in a request an event's parts are found.
    struct Places: Sendable {
        var id: RequestPlace?
        var type: RequestPlace?
        var lead: RequestPlace?
        var occurredAt: RequestPlace?
        var aliases: [RequestPlace] = []
        /// The value before a change, and after it.
        var change: (from: RequestPlace, to: RequestPlace)?

        /// What has to be made ready for all of them.
        fileprivate var reads: RequestPlace.Reading {
            let places = [id, type, lead, occurredAt].compactMap { $0 } + aliases
            return places.reduce(into: []) { $0.formUnion($1.reads) }
        }
    }

    init(_ entry: SourceEntry, preset: JSONValue?, places: Places, signing: Signing) {
        name = entry.name
        self.signing = signing
        self.entry = entry
        self.preset = preset
        self.places = places
        reads = places.reads
        signedIDHeaders = signing.schemes.map { $0.signed.contains(.id) ? $0.idHeader : nil }
        isBatch = Self.setting("batch", entry, preset)?.bool ?? false
        answerStatus = Self.setting("answer", entry, preset)?.int.map { Int($0) } ?? 200
        let types = Self.setting("types", entry, preset)?.elements.compactMap(\.string) ?? []
        self.types = types.isEmpty ? nil : types
    }

    /// What a source says itself, or else its preset.
    static func setting(_ key: String, _ entry: SourceEntry, _ preset: JSONValue?) -> JSONValue? {
        entry.json[key] ?? preset?[key]
    }

    func setting(_ key: String) -> JSONValue? { Self.setting(key, entry, preset) }

    /// The expression that finds the lead, for those who reason about it.
    package var leadProgram: Program? { places.lead?.program }

    /// The name of the member that holds the value before a change; nil where nobody says where that stands.
    var memberBeforeChange: String? {
        places.change.flatMap { AccessPath($0.from.program.expression)?.steps.last }
    }

    /// Whether an event tells of a change to what was there before.
    func isUnchanged(_ event: Event) -> Bool {
        guard let (from, to) = places.change else { return false }
        let request = PostedRequest(event.body, event.headers, event.query, from.reads.union(to.reads))
        guard let before = from.text(in: request), let after = to.text(in: request) else { return false }
        return ExactText(before) == ExactText(after)
    }

    /// The events of a request whose body is that JSON; the digest of a body's bytes stands for an id where there is none.
    ///
    /// The scheme is the position of the one that matched; nil where nobody looked, as in a rehearsal: then an id counts as
    /// signed if any of the schemes signs it.
    package func events(
        body: JSONValue,
        headers: EventFields = [:],
        query: EventFields = [:],
        scheme: Int? = nil,
        receivedAt: Timestamp,
        digest: ([UInt8]) -> String
    ) -> [Event] {
        guard isBatch, body.kind == .array else {
            return [event(body, headers, query, signedID: signedID(scheme, headers), receivedAt, digest)]
        }
        // What a header says is said of all of them, and so tells none from another.
        return body.elements.map { event($0, headers, query, signedID: nil, receivedAt, digest) }
    }

    private func event(
        _ body: JSONValue,
        _ headers: EventFields,
        _ query: EventFields,
        signedID: String?,
        _ receivedAt: Timestamp,
        _ digest: ([UInt8]) -> String
    ) -> Event {
        let request = PostedRequest(body, headers, query, reads)
        func text(_ place: RequestPlace?) -> String? { place?.text(in: request) }
        return Event(
            id: Self.bounded(id(text(places.id), signedID, of: body, digest), digest),
            aliases: places.aliases.compactMap { alias in
                text(alias).flatMap { $0 == signedID || !alias.isBeyondBody ? Self.bounded($0, digest) : nil }
            },
            source: name,
            type: text(places.type) ?? "",
            lead: text(places.lead),
            occurredAt: places.occurredAt?.value(in: request).flatMap(Self.time),
            receivedAt: receivedAt,
            headers: headers,
            query: query,
            body: body
        )
    }

    /// The sender's id; one that no signature covers counts only together with the body, or anybody could hide an event
    /// behind the id of another.
    private func id(_ text: String?, _ signedID: String?, of body: JSONValue, _ digest: ([UInt8]) -> String) -> String {
        guard let text else { return digest(body.source) }
        guard text != signedID, places.id?.isBeyondBody == true else { return text }
        let digest = digest(body.source)
        let (length, dotted) = (text.utf8.count, text.utf8.count + 1)
        // Written in one piece, where an interpolation finds its room in steps.
        return unsafe String(unsafeUninitializedCapacity: dotted + digest.utf8.count) { id in
            _ = unsafe id.initialize(fromContentsOf: text.utf8)
            unsafe id.initializeElement(at: length, to: UInt8(ascii: "."))
            return unsafe id.extracting(dotted...).initialize(fromContentsOf: digest.utf8) + dotted
        }
    }

    /// An id of which many can be kept in memory: by its digest where it is longer than any sender's are.
    private static func bounded(_ id: String, _ digest: ([UInt8]) -> String) -> String {
        id.utf8.count <= 256 ? id : digest(Array(id.utf8))
    }

    /// The id that the scheme's signature covers; nil where it covers none.
    private func signedID(_ scheme: Int?, _ headers: EventFields) -> String? {
        if let scheme { return signedIDHeaders[scheme].flatMap { headers[$0] } }
        for case let header? in signedIDHeaders {
            if let id = headers[header] { return id }
        }
        return nil
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

    static func activation(body: JSONValue, _ headers: EventFields, _ query: EventFields) -> Activation {
        var activation = empty
        activation[0] = Value(body)
        if !headers.isEmpty { activation[1] = EventBindings.map(headers) }
        if !query.isEmpty { activation[2] = EventBindings.map(query) }
        return activation
    }

    /// Without a body yet, and with nothing in the maps.
    static let empty: Activation = {
        var activation = Activation(environment(Environment()))
        activation[1] = EventBindings.map([:])
        activation[2] = EventBindings.map([:])
        return activation
    }()
}
