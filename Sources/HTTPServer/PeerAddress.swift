package import LinuxIO

/// Who sends a request, as far as that is known and believed.
package struct PeerAddress: Sendable, Hashable, CustomStringConvertible {
    /// Nil for somebody on this machine, who has come through a local socket.
    package let address: IPAddress?

    package init(_ address: IPAddress?) { self.address = address }

    package var description: String { address.map { "\($0)" } ?? "local" }
}
