package import JSON

/// A source as it is written, with the preset that it may stand on.
package struct SourceEntry: Sendable {
    package let member: JSONMember
    package let preset: Word?

    init(_ member: JSONMember) {
        self.member = member
        preset = member.value.word("preset")
    }

    package var name: String { member.name }
    package var json: JSONValue { member.value }
    /// The path that the sender posts to.
    package var path: String { json.word("path")?.text ?? "/hooks/\(name)" }
}

/// A destination as it is written.
package struct DestinationEntry: Sendable {
    package let member: JSONMember
    package let api: Word?
    package let echoes: Word?
    package let base: JSONValue?

    init(_ member: JSONMember) {
        self.member = member
        api = member.value.word("api")
        echoes = member.value.word("echoes")
        base = member.value["base"]
    }

    package var name: String { member.name }
    package var json: JSONValue { member.value }
}
