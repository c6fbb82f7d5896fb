package import HTTPWire

/// What a listener's requests are for.
package protocol RequestHandler: Sendable {
    /// Decides from the head alone, before a byte of the body is read.
    func admit(_ head: RequestHead, from peer: PeerAddress) -> Admission

    /// Answers a request, on its connection's loop; it may wait for others, but must not hold the loop up.
    ///
    /// The task is cancelled only when the listener's time to end is over.
    func respond(to request: ServerRequest) async -> Response

    /// Hears of what the listener has refused by itself, for counting and for the operator.
    func refused(_ refusal: Refusal, from peer: PeerAddress)
}

/// What becomes of a request whose head has arrived.
package enum Admission: Sendable {
    /// Its body is read: of at most so many bytes, or as many as the listener takes.
    case read(bodyLimit: Int? = nil)
    case refuse(Response)
}
