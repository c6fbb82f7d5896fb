import RelayCore
import RelayRoutes

/// How often an event has been handed on by relays, which may stand in a ring without knowing of each other.
///
/// It is believed because the request that brought it was verified, and counts for nothing else.
enum Hops {
    private static let field = "leadrelay-hop"
    /// An event that has come so far goes no further.
    private static let most = 5

    /// One for what a relay was the first to take; what is no number counts as none.
    static func next(after event: Event) -> Int? {
        guard let text = event.headers[field], !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return 1 }
        // More digits than a number has are a high one.
        let count = Int(text) ?? most
        return count < most ? count + 1 : nil
    }

    static let reason = Reason(
        "too-many-hops",
        detail: "the event has passed \(most) relays already",
        remedy: "find the relays that send to each other in a ring, and take one of the routes away"
    )
}

extension DeliveryWork {
    /// The hop that a request is, which is refused where it goes round in a ring; zero for an endpoint that is known to
    /// be no relay.
    func hop(of scene: Scene) throws(Halt) -> Int {
        guard scene.destination.mayBeRelay else { return 0 }
        guard let hop = Hops.next(after: scene.event) else { throw .failed(Hops.reason) }
        return hop
    }
}
