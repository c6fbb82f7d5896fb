package import CivilTime

/// Sends requests to APIs and says what came back; never throws: a failure is an answer that did not come.
package protocol Sender: Sendable {
    func send(_ request: OutgoingRequest) async -> Answer
    /// As much of an answer's body as is kept, without the secrets that its request was sent with.
    func masked(_ body: [UInt8], of request: Request, _ policy: SendPolicy, keeping limit: Int) -> [UInt8]
    /// Ends at once all that is under way, and sends nothing more; called from anywhere, once the tasks that send are
    /// cancelled.
    func cancelAll()
}

extension Sender {
    /// A sender that puts no secrets in has none to take out.
    package func masked(_ body: [UInt8], of _: Request, _: SendPolicy, keeping limit: Int) -> [UInt8] {
        Array(body.prefix(limit))
    }
}

/// A request with all that is needed to send it, but for the secrets themselves.
///
/// A class, because it goes through many hands, and each would copy it whole.
package final class OutgoingRequest: Sendable {
    package let request: Request
    package let policy: SendPolicy
    /// What stays the same over all attempts of a delivery; a signature covers it.
    package let id: String
    /// When it is sent, which a signature covers too.
    package let sentAt: Timestamp
    /// How many relays the event has passed with this one; zero where nobody counts.
    package let hop: Int

    /// The header that tells another relay so.
    package static let hopHeader = "Leadrelay-Hop"

    package init(
        _ request: Request,
        policy: SendPolicy = SendPolicy(),
        id: String,
        sentAt: Timestamp,
        hop: Int = 0
    ) {
        self.request = request
        self.policy = policy
        self.id = id
        self.sentAt = sentAt
        self.hop = hop
    }
}
