/// Why no answer came, in the words that answer rules see as `failure`.
package enum SendFailure: String, Error, Sendable, CaseIterable {
    /// The host's name has no address.
    case dns
    case connectRefused = "connect-refused"
    case connectTimeout = "connect-timeout"
    /// The host could not be reached in another way.
    case connect
    /// The peer's certificate is not trusted, or a file of ours that trust needs is unusable.
    case tlsCertificate = "tls-certificate"
    /// An encrypted connection did not come about for another reason.
    case tls
    /// The proxy wants to know who we are.
    case proxyAuth = "proxy-auth"
    case proxy
    /// The connection was lost before an answer began.
    case reset
    /// The answer began, and did not come to its end.
    case cut
    case timeout
    /// What came is no answer in HTTP, or its encoding is broken.
    case answerMalformed = "answer-malformed"
    /// The answer's headers are longer than any that make sense.
    case answerTooLong = "answer-too-long"
    /// A secret's variable is not set, or its file cannot be read or is empty.
    case secretMissing = "secret-missing"
    /// A secret holds what cannot stand where it is needed, such as a line break in a header.
    case secretUnusable = "secret-unusable"
    /// OAuth 2's server issued no token.
    case token
    /// The request cannot be written as HTTP.
    case requestInvalid = "request-invalid"
    case cancelled

    /// Whether it tells of the peer or the way to it, and not of what is ours.
    package var isTransport: Bool {
        switch self {
        case .dns, .connectRefused, .connectTimeout, .connect, .tlsCertificate, .tls, .proxyAuth, .proxy, .reset, .cut,
            .timeout, .answerMalformed, .answerTooLong, .token:
            true
        case .secretMissing, .secretUnusable, .requestInvalid, .cancelled: false
        }
    }
}

extension Answer {
    /// An answer that did not come; the API may have carried a request that was sent out all the same.
    package init(_ failure: SendFailure, wasSent: Bool) { self.init(failure: failure.rawValue, wasSent: wasSent) }
}
