import JSON

/// What a stand-in answers, and what it does beside answering.
package struct MockAnswer: Sendable {
    package let status: Int
    package let headers: [MockHeader]
    package let body: [UInt8]
    /// Webhooks that leave because of this request.
    package let emissions: [Emission]

    package init(status: Int, headers: [MockHeader] = [], body: [UInt8] = [], emissions: [Emission] = []) {
        self.status = status
        self.headers = headers
        self.body = body
        self.emissions = emissions
    }

    /// Answers with an object.
    init(
        _ status: Int,
        type: String = "application/json",
        headers: [MockHeader] = [],
        emissions: [Emission] = [],
        members: (inout JSONWriter) -> Void
    ) {
        var writer = JSONWriter()
        writer.object(members)
        self.init(
            status: status,
            headers: [MockHeader("Content-Type", type)] + headers,
            body: writer.bytes,
            emissions: emissions
        )
    }

    func adding(_ header: MockHeader) -> MockAnswer {
        MockAnswer(status: status, headers: headers + [header], body: body, emissions: emissions)
    }

    func emitting(_ emissions: [Emission]) -> MockAnswer {
        MockAnswer(status: status, headers: headers, body: body, emissions: emissions)
    }
}

extension JSONWriter {
    /// Writes a member whose value is a text, or null where there is none.
    mutating func member(_ name: String, orNull text: String?) {
        self.name(name)
        if let text { string(text) } else { null() }
    }

    /// Writes a member whose value is a number in digits of its own, or null where there is none.
    mutating func member(_ name: String, digits: String?) {
        self.name(name)
        if let digits { number(digits) } else { null() }
    }

    /// Writes a member whose value is an object.
    mutating func member(_ name: String, _ members: (inout JSONWriter) -> Void) {
        self.name(name)
        object(members)
    }

    /// Writes a member whose value is a list, an element for each item.
    mutating func member<Item>(_ name: String, list items: [Item], element: (Item, inout JSONWriter) -> Void) {
        self.name(name)
        array { writer in for item in items { element(item, &writer) } }
    }
}
