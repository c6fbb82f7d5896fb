/// How a destination wants its requests sent.
package struct SendPolicy: Sendable, Equatable {
    package var connectTimeout: Duration = .seconds(10)
    /// How long an attempt may take, connecting included.
    package var timeout: Duration = .seconds(30)
    /// How many bytes of an answer's body are read, counted after decompression.
    package var answerLimit = 1 << 20
    /// The URL of the proxy on the way.
    package var proxy: Sensitive?
    package var trust = ClientTrust()
    /// What authorises requests beside the headers that they bring.
    package var authorisation: Authorisation?
    /// Signs each request as Standard Webhooks does: Base64, behind `whsec_` or not.
    package var signingSecret: SecretReference?

    package enum Authorisation: Sendable, Hashable {
        case basic(user: Sensitive, password: SecretReference?)
        case clientCredentials(ClientCredentials)
    }

    package init() {}
}

/// Files of an encrypted connection, by their paths.
package struct ClientTrust: Sendable, Hashable {
    /// The authorities that the server is known to, instead of the system's.
    package var authorities: String?
    package var certificate: String?
    package var key: String?

    package init(authorities: String? = nil, certificate: String? = nil, key: String? = nil) {
        self.authorities = authorities
        self.certificate = certificate
        self.key = key
    }
}

/// What OAuth 2 issues tokens for (RFC 6749, section 4.4).
package struct ClientCredentials: Sendable, Hashable {
    package let tokenURL: String
    package let id: Sensitive
    package let secret: SecretReference
    package let scope, audience: String?

    package init(
        tokenURL: String,
        id: Sensitive,
        secret: SecretReference,
        scope: String? = nil,
        audience: String? = nil
    ) {
        self.tokenURL = tokenURL
        self.id = id
        self.secret = secret
        self.scope = scope
        self.audience = audience
    }
}
