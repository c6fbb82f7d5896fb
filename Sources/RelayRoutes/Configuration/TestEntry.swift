package import JSON

/// An embedded test as it is written.
package struct TestEntry: Sendable {
    package let json: JSONValue
    package let name: Word?
    package let from: Word?
    package let event: JSONValue?
    package let headers: [String: String]
    package let query: [String: String]
    package let now: Word?
    package let lookups: [JSONMember]
    /// The record that each destination would read before it is written back.
    package let records: [JSONMember]
    package let expected: [Expectation]
    package let isPartial: Bool

    init(_ json: JSONValue) {
        self.json = json
        name = json.word("name")
        from = json.word("from")
        event = json["event"]
        headers = Self.texts(json.entries("headers"))
        query = Self.texts(json.entries("query"))
        now = json.word("now")
        lookups = json.entries("lookups")
        records = json.entries("records")
        expected = json.objects("expect").map(Expectation.init)
        isPartial = json["partial"]?.bool ?? false
    }

    package var shownName: String { name?.text ?? "?" }

    private static func texts(_ members: [JSONMember]) -> [String: String] {
        Dictionary(members.compactMap { member in member.value.string.map { (member.name, $0) } }) { $1 }
    }

    /// One send that is expected.
    package struct Expectation: Sendable {
        package let json: JSONValue
        package let to: Word?
        package let route: Word?
        package let send: Word?
        package let call: Word?
        package let method: Word?
        package let path: Word?
        package let query: [JSONMember]?
        package let headers: [JSONMember]
        package let body: JSONValue?
        /// The field that cannot be rendered.
        package let error: Word?
        package let isPartial: Bool

        init(_ json: JSONValue) {
            self.json = json
            to = json.word("to")
            route = json.word("route")
            send = json.word("send")
            call = json.word("call")
            method = json.word("method")
            path = json.word("path")
            query = json["query"]?.entries
            headers = json.entries("headers")
            body = json["body"]
            error = json.word("error")
            isPartial = json["partial"]?.bool ?? false
        }
    }
}
