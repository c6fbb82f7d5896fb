import CivilTime
import JSON
import LinuxIO
import RelayMocks

/// What Sendpilot's stand-in told of, and what the relay said to that.
final class LoopBook: Sendable {
    private let pages = Lock(Pages())

    private struct Pages: Sendable {
        var webhooks: [String: Webhook] = [:]
        var open = 0
        var lastPost = Moment.current
    }

    /// A change of status, as it is told.
    struct Webhook: Sendable {
        let id: String
        let lead: String
        let previous: String
        let status: String
        let occurred: Timestamp
        /// In which order they were handed over.
        let place: Int
        let emitted: Moment
        /// From when on the relay could accept it; of a post that it did not answer nobody knows whether it has.
        fileprivate(set) var posted: Moment?
        /// When it was accepted at the latest.
        fileprivate(set) var accepted: Moment?
        /// What the relay called it, each time that it said so.
        fileprivate(set) var names: [String] = []
        fileprivate(set) var isGivenUp = false

        /// Whether it tells of what the relay wrote: nobody else sets these statuses.
        var isOfRelay: Bool { LoopRoutes.written.contains(status) }
        /// The relay's number for it, as it stands in the ids of its deliveries.
        var number: String? { names.first.map { String($0.dropFirst(3)) } }
    }

    var webhooks: [Webhook] { pages.withLock { Array($0.webhooks.values) } }
    /// How many are yet to be taken or given up.
    var open: Int { pages.withLock { $0.open } }
    /// How long nothing was posted.
    var quiet: Duration { Moment.current - pages.withLock { $0.lastPost } }

    func note(_ emissions: [Emission]) {
        for emission in emissions {
            let data = (try? JSONDocument(emission.body))?.root["data"]
            pages.withLock { pages in
                pages.open += 1
                pages.webhooks[emission.id] = Webhook(
                    id: emission.id,
                    lead: data?["leadId"]?.string ?? "",
                    previous: data?["previousStatus"]?.string ?? "",
                    status: data?["newStatus"]?.string ?? "",
                    occurred: emission.at,
                    place: pages.webhooks.count,
                    emitted: .current
                )
            }
        }
    }

    /// A webhook is about to be posted to the relay.
    func notePost(of id: String) {
        pages.withLock { pages in
            pages.lastPost = .current
            if pages.webhooks[id]?.posted == nil { pages.webhooks[id]?.posted = .current }
        }
    }

    /// The relay has accepted it, whether or not its sender hears of that.
    func noteAnswer(_ body: JSONValue?, to id: String) {
        let name = body?["id"]?.string ?? ""
        pages.withLock { pages in
            if pages.webhooks[id]?.accepted == nil { pages.webhooks[id]?.accepted = .current }
            pages.webhooks[id]?.names.append(name)
        }
    }

    func note(_ attempt: WebhookSender.Try) {
        guard attempt.next == nil else { return }
        pages.withLock { pages in
            pages.open -= 1
            if !attempt.isTaken { pages.webhooks[attempt.id]?.isGivenUp = true }
        }
    }
}
