import HTTPWire
import LinuxIO

/// Where a request comes from when it has come through proxies.
struct ForwardedRequest {
    let trusted: [AddressNetwork]

    /// The nearest hop that is not one of ours: what stands before it in the field is a stranger's word.
    func peer(_ head: RequestHead, through proxy: PeerAddress) -> PeerAddress {
        guard isTrusted(proxy) else { return proxy }
        var peer = proxy
        for value in head.fields.values(of: "x-forwarded-for").reversed() {
            for hop in value.split(separator: ",", omittingEmptySubsequences: false).reversed() {
                // Where a hop cannot be read, those before it prove nothing.
                guard let address = Self.address(hop) else { return peer }
                peer = PeerAddress(address)
                if !isTrusted(peer) { return peer }
            }
        }
        return peer
    }

    /// Whether the proxy says that it was asked through TLS.
    func isSecure(_ head: RequestHead, through proxy: PeerAddress) -> Bool {
        guard isTrusted(proxy) else { return false }
        return head.fields.values(of: "x-forwarded-proto").last?.lowercased() == "https"
    }

    private func isTrusted(_ peer: PeerAddress) -> Bool {
        guard !trusted.isEmpty, let address = peer.address else { return false }
        return trusted.contains { $0.contains(address) }
    }

    /// Reads `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`.
    private static func address(_ hop: Substring) -> IPAddress? {
        let text = String(hop.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        if let address = IPAddress(text) { return address }
        if case .internet(let address, _) = SocketAddress(text) { return address }
        guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
        return IPAddress(String(text.dropFirst().dropLast()))
    }
}
