/// How to reach a server, and how long to wait for it: what many requests have in common.
///
/// A handle keeps it for the next request, since telling libcurl anew costs more than all else about a request.
package struct TransferSettings: Sendable, Equatable {
    package var userAgent: String
    /// User and password for Basic authentication.
    package var login: Login?
    /// The proxy on the way; none is used that the environment names.
    package var proxy: String?
    package var trust = TransferTrust()
    package var connectTimeout: Duration = .seconds(10)
    package var timeout: Duration = .seconds(30)
    /// How much of the answer's body is kept, counted after decompression.
    package var answerLimit = 1 << 20

    package init(userAgent: String) { self.userAgent = userAgent }

    /// Whether a secret may stand in it, which no handle should keep longer than it must.
    var holdsSecrets: Bool { login != nil || proxy != nil }
}

/// User and password for Basic authentication.
package struct Login: Sendable, Equatable {
    let user: String
    let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }
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
