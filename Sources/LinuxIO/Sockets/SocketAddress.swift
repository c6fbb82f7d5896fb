import CLinux
import Glibc

/// Where a socket listens, or whom it is connected with.
package enum SocketAddress: Sendable, Hashable {
    case internet(IPAddress, port: UInt16)
    /// A socket in the file system.
    case local(path: String)

    /// Reads `127.0.0.1:8080`, `[::1]:8080`, or the path of a local socket, which begins with `/`, `./` or `../`.
    package init?(_ text: String) {
        if ["/", "./", "../"].contains(where: text.hasPrefix) {
            self = .local(path: text)
            return
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let port = text[text.index(after: colon)...]
        var host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard let address = IPAddress(String(host)), let number = UInt16(port), !port.hasPrefix("+"),
            isBracketed == host.contains(":")
        else { return nil }
        self = .internet(address, port: number)
    }

    package var port: UInt16? {
        if case .internet(_, let port) = self { port } else { nil }
    }
}

extension SocketAddress: CustomStringConvertible {
    package var description: String {
        switch self {
        case .internet(let address, let port): address.isV4 ? "\(address):\(port)" : "[\(address)]:\(port)"
        case .local(let path): path
        }
    }
}

extension SocketAddress {
    /// The protocol family that a socket for it is of.
    var family: Int32 {
        switch self {
        case .internet(let address, _): address.isV4 ? AF_INET : AF_INET6
        case .local: AF_UNIX
        }
    }

    /// Lends the address in the system's form; nil for a path that is too long for a socket.
    func withSystemForm<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value? {
        switch self {
        case .internet(let address, let port) where address.isV4:
            var form = sockaddr_in()
            form.sin_family = sa_family_t(AF_INET)
            form.sin_port = port.bigEndian
            form.sin_addr = in_addr(address)
            return unsafe Self.lend(form, MemoryLayout.size(ofValue: form), body)
        case .internet(let address, let port):
            var form = sockaddr_in6()
            form.sin6_family = sa_family_t(AF_INET6)
            form.sin6_port = port.bigEndian
            form.sin6_addr = in6_addr(address)
            return unsafe Self.lend(form, MemoryLayout.size(ofValue: form), body)
        case .local(let path):
            guard let form = sockaddr_un(path: path) else { return nil }
            // A name outside of the file system ends where the length says, and zeros would belong to it.
            let length = MemoryLayout<sa_family_t>.size + path.utf8.count + (path.hasPrefix("@") ? 0 : 1)
            return unsafe Self.lend(form, length, body)
        }
    }

    /// Reads the system's form; nil for a local socket without a name, as a client's is.
    init?(_ storage: sockaddr_storage) {
        // The family says which of the forms the storage holds, and it has room for each.
        switch Int32(storage.ss_family) {
        case AF_INET:
            let form = unsafe withUnsafeBytes(of: storage) { unsafe $0.load(as: sockaddr_in.self) }
            let address = IPAddress(v4: UInt32(bigEndian: form.sin_addr.s_addr))
            self = .internet(address, port: UInt16(bigEndian: form.sin_port))
        case AF_INET6:
            let form = unsafe withUnsafeBytes(of: storage) { unsafe $0.load(as: sockaddr_in6.self) }
            self = .internet(IPAddress(form.sin6_addr), port: UInt16(bigEndian: form.sin6_port))
        default: return nil
        }
    }

    private static func lend<Form, Value>(
        _ form: Form,
        _ length: Int,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        // Each form begins as a `sockaddr` does, which is how the system's calls take it.
        unsafe withUnsafeBytes(of: form) { bytes in
            unsafe bytes.withMemoryRebound(to: sockaddr.self) { rebound in
                guard let start = rebound.baseAddress else { preconditionFailure("an address has bytes") }
                return unsafe body(start, socklen_t(length))
            }
        }
    }
}

extension sockaddr_un {
    /// A path, or with a leading `@` a name outside of the file system; nil for one that is too long.
    init?(path: String) {
        self.init()
        sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: sun_path) - 1
        guard !bytes.isEmpty, bytes.count <= capacity, !bytes.contains(0) else { return nil }
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
        unsafe withUnsafeMutableBytes(of: &sun_path) { unsafe $0.copyBytes(from: bytes) }
    }
}
