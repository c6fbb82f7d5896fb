package import JSON

/// A route as it is written.
package struct RouteEntry: Sendable {
    package let json: JSONValue
    package let name: Word?
    package let from: [Word]
    package let on: [Word]
    package let when: Word?
    package let lead: Word?
    package let sends: [SendEntry]
    package let stops: Bool
    package let isEnabled: Bool

    init(_ json: JSONValue) {
        self.json = json
        name = json.word("name")
        from = json.words("from")
        on = json.words("on")
        when = json.word("when")
        lead = json.word("lead")
        sends = json.objects("send").map(SendEntry.init)
        stops = json["stop"]?.bool ?? false
        isEnabled = json["enabled"]?.bool ?? true
    }

    /// The name for messages, also where it is missing.
    package var shownName: String { name?.text ?? "?" }
}

/// A send as it is written.
package struct SendEntry: Sendable {
    package let json: JSONValue
    package let to: Word?
    package let call: Word?
    package let ownName: Word?
    package let with: [JSONMember]
    package let when: Word?
    /// The condition that is decided after the lookups.
    package let condition: Word?
    package let order: Word?
    package let onDead: Word?
    package let expires: Word?
    package let accepts: [Word]

    init(_ json: JSONValue) {
        self.json = json
        to = json.word("to")
        call = json.word("call")
        ownName = json.word("name")
        with = json.entries("with")
        when = json.word("when")
        condition = json.word("if")
        order = json.word("order")
        onDead = json.word("onDead")
        expires = json.word("expires")
        accepts = json.words("accept")
    }

    /// What it is called within its route.
    package var name: String { ownName?.text ?? "\(to?.text ?? "?").\(call?.text ?? "?")" }
}

/// A lookup as it is written.
package struct LookupEntry: Sendable {
    package let member: JSONMember
    package let destination: Word?
    package let call: Word?
    package let with: [JSONMember]
    package let keep: Word?

    init(_ member: JSONMember) {
        self.member = member
        destination = member.value.word("destination")
        call = member.value.word("call")
        with = member.value.entries("with")
        keep = member.value.word("keep")
    }

    package var name: String { member.name }
}
