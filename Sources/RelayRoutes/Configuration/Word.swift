package import JSON

/// A text of the configuration together with where it stands.
package struct Word: Sendable {
    package let text: String
    package let json: JSONValue

    /// The text of a JSON string; nil for every other value.
    init?(_ json: JSONValue?) {
        guard let json, let text = json.string else { return nil }
        self.text = text
        self.json = json
    }

    package var spot: Spot { Spot(json) }
}

// What was refused by its shape has been told already, so that these readers pass over it.
extension JSONValue {
    /// The text under a key.
    package func word(_ key: String) -> Word? { Word(self[key]) }

    /// The texts under a key: one, or a list of them.
    package func words(_ key: String) -> [Word] {
        guard let value = self[key] else { return [] }
        return value.kind == .array ? value.elements.compactMap { Word($0) } : [Word(value)].compactMap { $0 }
    }

    /// The members that are no remark.
    package var entries: [JSONMember] { members.filter { $0.name != Comment.key } }

    /// The members of the object under a key that are no remark.
    package func entries(_ key: String) -> [JSONMember] { self[key]?.entries ?? [] }

    /// The objects in the list under a key.
    package func objects(_ key: String) -> [JSONValue] { self[key]?.elements.filter { $0.kind == .object } ?? [] }

    /// One object under a key, or the objects in a list there.
    package func oneOrMoreObjects(_ key: String) -> [JSONValue] {
        guard let value = self[key] else { return [] }
        return value.kind == .object ? [value] : objects(key)
    }
}
