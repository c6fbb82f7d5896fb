package import Crypto
package import LinuxIO

/// Where a listener listens, and what it takes.
package struct HTTPServerConfiguration: Sendable {
    /// One place to listen at.
    package struct Endpoint: Sendable {
        package let address: SocketAddress
        /// Nil where requests come in plain text.
        package let tls: TLSServerContext?

        package init(_ address: SocketAddress, tls: TLSServerContext? = nil) {
            self.address = address
            self.tls = tls
        }
    }

    package var endpoints: [Endpoint]
    package var limits = ServerLimits()
    /// Whose word is taken for where a request comes from: `X-Forwarded-For` and `X-Forwarded-Proto`.
    package var trustedProxies: [AddressNetwork] = []

    package init(endpoints: [Endpoint]) { self.endpoints = endpoints }
}
