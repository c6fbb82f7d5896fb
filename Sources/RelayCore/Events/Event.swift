package import CivilTime
package import JSON

/// One accepted webhook.
///
/// A class, because it goes through many hands, and each would copy it whole.
package final class Event: Sendable {
    /// The sender's id, or what stands for it.
    package let id: String
    /// Other ids under which the sender may send it again.
    package let aliases: [String]
    package let source: String
    /// Empty where the sender says none.
    package let type: String
    /// What the event is about; nil where it does not say.
    package let lead: String?
    package let occurredAt: Timestamp?
    package let receivedAt: Timestamp
    /// The headers kept, their names in lower case.
    package let headers: EventFields
    package let query: EventFields
    package let body: JSONValue

    package init(
        id: String,
        aliases: [String] = [],
        source: String,
        type: String,
        lead: String? = nil,
        occurredAt: Timestamp? = nil,
        receivedAt: Timestamp,
        headers: EventFields = [:],
        query: EventFields = [:],
        body: JSONValue
    ) {
        self.id = id
        self.aliases = aliases
        self.source = source
        self.type = type
        self.lead = lead
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.headers = headers
        self.query = query
        self.body = body
    }
}
