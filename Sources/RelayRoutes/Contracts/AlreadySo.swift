import JSON

/// How a read shows that a lead has already what a call would write, as a contract says it.
package struct AlreadySo: Sendable {
    /// The call that reads.
    package let read: String
    /// Its fields, each with the field of the write that fills it.
    package let fields: [(name: String, from: String)]
    /// Fields of the write that no read shows: with one of them it is never known to be so.
    package let unseen: [String]

    init?(_ json: JSONValue) {
        guard let read = json["read"]?.string else { return nil }
        self.read = read
        fields = json.entries("with").compactMap { member in member.value.string.map { (member.name, $0) } }
        unseen = json.words("unseen").map(\.text)
    }
}
