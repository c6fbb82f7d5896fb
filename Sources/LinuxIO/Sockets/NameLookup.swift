import CLinux
import Glibc

extension IPAddress {
    /// The addresses of a host's name, the best first; empty where it has none, or none that can be found out.
    ///
    /// It asks whom the system asks, and blocks until there is an answer.
    package static func lookUp(_ name: String) -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(name, nil, &hints, &first) == 0 else { return [] }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [IPAddress] = []
        var entry = unsafe first
        // The list ends with a null, and each entry's address is of the length and family that it says.
        while let current = unsafe entry {
            if let address = unsafe IPAddress(current.pointee) { addresses.append(address) }
            unsafe entry = current.pointee.ai_next
        }
        return addresses
    }

    private init?(_ entry: addrinfo) {
        guard let address = unsafe entry.ai_addr else { return nil }
        switch unsafe entry.ai_family {
        case AF_INET:
            let form = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self)
            self.init(v4: UInt32(bigEndian: form.sin_addr.s_addr))
        case AF_INET6:
            let form = unsafe UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self)
            self.init(form.sin6_addr)
        default: return nil
        }
    }
}
