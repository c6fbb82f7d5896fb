import LinuxIO

/// A server as requests name it, and its connections that wait for the next one; used on the client's thread alone.
package final class Origin {
    package let host: String
    package let port: UInt16
    /// What the host's name says itself, without asking anybody.
    let ownAddresses: [IPAddress]
    /// The connections without a request, the one used last at the end.
    var kept: [Connection] = []

    init(host: String, port: UInt16) {
        self.host = host
        self.port = port
        ownAddresses = Self.addresses(in: host)
    }

    private static func addresses(in host: String) -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        // RFC 6761, 6.3: nobody outside need be asked for it, and what is outside may not be believed.
        let name = host.lowercased()
        guard name == "localhost" || name.hasSuffix(".localhost") else { return [] }
        return [IPAddress(bits: 1), IPAddress(v4: 0x7F00_0001)]
    }
}
