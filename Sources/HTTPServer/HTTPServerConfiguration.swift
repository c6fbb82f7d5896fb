package import LinuxIO

/// Where a listener listens, and what it takes.
package struct HTTPServerConfiguration: Sendable {
    package var addresses: [SocketAddress]
    package var limits = ServerLimits()
    /// Whose word is taken for where a request comes from: `X-Forwarded-For` and `X-Forwarded-Proto`.
    package var trustedProxies: [AddressNetwork] = []

    package init(addresses: [SocketAddress]) { self.addresses = addresses }
}
