/// A request as libcurl takes it: with all its secrets, so it has no description and goes nowhere else.
package struct TransferRequest: Sendable, CustomStringConvertible, CustomReflectable {
    package var method: String
    package var url: String
    /// Each as it stands on the wire, without the line's end.
    package var headers: [String] = []
    package var body: [UInt8]?
    package var userAgent: String
    /// User and password for Basic authentication.
    package var login: (user: String, password: String)?
    /// The proxy on the way; none is used that the environment names.
    package var proxy: String?
    package var trust = TransferTrust()
    package var connectTimeout: Duration = .seconds(10)
    package var timeout: Duration = .seconds(30)
    /// How much of the answer's body is kept, counted after decompression.
    package var answerLimit = 1 << 20

    package init(method: String, url: String, userAgent: String) {
        self.method = method
        self.url = url
        self.userAgent = userAgent
    }

    /// Whether a server may get it twice without harm, as HTTP defines the method.
    var isRepeatable: Bool { method == "GET" || method == "HEAD" }

    package var description: String { "a request by \(method)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Files of a connection that is encrypted: whom to believe, and who we are.
package struct TransferTrust: Sendable, Equatable {
    /// The authorities to believe instead of the system's.
    package var authorities: String?
    package var certificate: String?
    package var key: String?

    package init(authorities: String? = nil, certificate: String? = nil, key: String? = nil) {
        self.authorities = authorities
        self.certificate = certificate
        self.key = key
    }
}
