package import Crypto
package import HTTPWire

/// A request that has arrived whole; a class as its head is, and for the same reason.
package final class ServerRequest: Sendable {
    package let head: RequestHead
    package let body: [UInt8]
    package let trailers: HeaderFields
    package let peer: PeerAddress
    /// Whether nobody between the sender and us, or a proxy that we believe, could read it.
    package let isSecure: Bool
    /// Who the client has proved to be, on an endpoint that asks for it.
    package let clientCertificate: ClientCertificate?

    package init(
        head: RequestHead,
        body: [UInt8],
        trailers: HeaderFields,
        peer: PeerAddress,
        isSecure: Bool,
        clientCertificate: ClientCertificate?
    ) {
        self.head = head
        self.body = body
        self.trailers = trailers
        self.peer = peer
        self.isSecure = isSecure
        self.clientCertificate = clientCertificate
    }
}
