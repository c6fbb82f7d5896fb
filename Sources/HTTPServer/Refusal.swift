import HTTPWire

/// What a listener refuses without asking its handler.
package struct Refusal: Error, Sendable, Hashable {
    /// The answer's; nil where the connection was cut without one.
    package let status: Int?
    /// For the operator's log and for counting: one of few.
    package let word: String

    init(_ status: Int?, _ word: String) {
        self.status = status
        self.word = word
    }

    init(_ fault: RequestFault) { self.init(fault.status, fault.word) }
}

extension Refusal {
    /// The request took too long from its first byte to its last.
    package static let requestTime = Refusal(408, "request-time")
    /// The answer was not taken in time.
    package static let answerTime = Refusal(nil, "answer-time")
    /// The listener has as many connections as it may.
    package static let connections = Refusal(503, "connections")
    /// The address has.
    package static let connectionsOfAddress = Refusal(429, "connections-of-address")
    /// The address sends more requests a second than it may.
    package static let rateOfAddress = Refusal(429, "rate-of-address")
    /// The peer does not speak TLS as we do, or has not shown a certificate.
    package static let handshake = Refusal(nil, "tls-handshake")
}
