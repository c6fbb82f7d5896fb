/// The text that a signature covers: a template over the parts of a request, with the body in it once or not at all.
package struct SignedText: Sendable, Equatable {
    let head: [Part]
    package let hasBody: Bool
    let tail: [Part]

    package enum Part: Sendable, Equatable {
        case literal([UInt8])
        case timestamp, id, method
        /// The address as the sender knows it.
        case url
        /// The address with those escapes undone that HubSpot undoes.
        case uri
        /// The secret itself, for schemes without a key.
        case secret
        /// The names and values of a form, sorted.
        case form
    }

    /// What is wrong with a template.
    package enum Fault: Error, Equatable {
        case unknownPart(String)
        case openBrace
        case repeatedBody
    }

    package static let names = ["body", "timestamp", "id", "url", "uri", "method", "secret", "form"]

    /// The body alone.
    package static let body = SignedText(head: [], hasBody: true, tail: [])

    private init(head: [Part], hasBody: Bool, tail: [Part]) {
        self.head = head
        self.hasBody = hasBody
        self.tail = tail
    }

    /// Reads a template such as `{timestamp}.{body}`.
    package init(_ template: String) throws(Fault) {
        var parts: [Part?] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.literal(Array(rest[..<open].utf8))) }
            guard let close = rest[open...].firstIndex(of: "}") else { throw .openBrace }
            let name = String(rest[rest.index(after: open)..<close])
            parts.append(name == "body" ? nil : try Self.part(name))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(Array(rest.utf8))) }
        guard parts.count(where: { $0 == nil }) <= 1 else { throw .repeatedBody }
        let place = parts.firstIndex { $0 == nil }
        head = parts[..<(place ?? parts.endIndex)].compactMap { $0 }
        hasBody = place != nil
        tail = place.map { parts[($0 + 1)...].compactMap { $0 } } ?? []
    }

    private static func part(_ name: String) throws(Fault) -> Part {
        switch name {
        case "timestamp": .timestamp
        case "id": .id
        case "url": .url
        case "uri": .uri
        case "method": .method
        case "secret": .secret
        case "form": .form
        default: throw .unknownPart(name)
        }
    }

    package func contains(_ part: Part) -> Bool { head.contains(part) || tail.contains(part) }

    /// Whether the address must be known under which senders reach the relay.
    package var needsAddress: Bool { contains(.url) || contains(.uri) }
}
