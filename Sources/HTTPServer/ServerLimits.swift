package import HTTPWire

/// How much a listener takes on; each limit has an effect that its description tells.
package struct ServerLimits: Sendable {
    /// Of one request; past them it is answered with 413, 414 or 431.
    package var request = RequestLimits()
    /// From a request's first byte to its last, or for a TLS handshake; past it the answer is 408.
    package var requestTime: Duration = .seconds(10)
    /// Between two requests; past it the connection is closed.
    package var idleTime: Duration = .seconds(60)
    /// From an answer's first byte to its last; past it the connection is cut.
    package var answerTime: Duration = .seconds(30)
    /// All together; one more is answered with 503 and closed.
    package var connections = 4_096
    /// From one address; one more is answered with 429 and closed.
    package var connectionsOfAddress: Int?
    /// Requests from one address; past it the answer is 429.
    package var rateOfAddress: AddressRate?
    /// How many addresses are told apart; those beyond share one measure.
    package var addresses = 10_000
    /// How long requests in flight may take to end once the listener is to end; then they are cut.
    package var drainTime: Duration = .seconds(10)
    /// For how long, and for how many bytes, a refused peer may go on sending before the connection is closed.
    package var lingerTime: Duration = .seconds(2)
    package var lingerBytes = 1 << 20

    package init() {}
}

/// How many requests a second are taken for long, and how many at once.
package struct AddressRate: Sendable, Hashable {
    package let perSecond: Double
    package let burst: Double

    package init(perSecond: Double, burst: Double) {
        precondition(perSecond > 0 && burst >= 1, "a rate lets something through")
        self.perSecond = perSecond
        self.burst = burst
    }
}
