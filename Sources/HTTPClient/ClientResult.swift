package import HTTPWire

/// What became of a request.
package enum ClientResult: Sendable {
    case answered(ClientAnswer)
    /// No answer came, or not to its end; the request may have been carried out all the same where it was sent.
    case failed(ClientFailure, wasSent: Bool)
}

/// An answer that came.
package struct ClientAnswer: Sendable {
    package let status: Int
    package let fields: HeaderFields
    /// The body as far as it was kept.
    package let body: [UInt8]
    /// Whether the body was longer than that; or it could not be read, and nothing of it was kept.
    package let isCut: Bool
}

/// Why no answer came.
package enum ClientFailure: Sendable, Hashable {
    /// The host's name has no address.
    case unresolved
    case refused
    /// The host could not be reached in another way.
    case unreachable
    case connectTimedOut
    case timedOut
    /// The connection was lost before an answer began.
    case reset
    /// The answer began, and did not come to its end.
    case cut
    /// What came is no answer in HTTP, or its encoding is broken.
    case malformed
    /// The answer's headers are longer than any that make sense.
    case tooLong
    case cancelled
}
