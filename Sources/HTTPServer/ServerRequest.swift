package import Crypto
package import HTTPWire

/// A request that has arrived whole.
package struct ServerRequest: Sendable {
    package let head: RequestHead
    package let body: [UInt8]
    package let trailers: HeaderFields
    package let peer: PeerAddress
    /// Whether nobody between the sender and us, or a proxy that we believe, could read it.
    package let isSecure: Bool
    /// Who the client has proved to be, on an endpoint that asks for it.
    package let clientCertificate: ClientCertificate?
}
