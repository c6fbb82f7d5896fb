import CLinux
import Glibc
import Synchronization

/// A socket that connections arrive at; a local one takes its file away again.
package final class ListeningSocket: Sendable {
    /// What asking for a connection came to.
    package enum Arrival: Sendable {
        /// A connection, and where it comes from; nil for a local one.
        case connection(Socket, from: SocketAddress?)
        case none
        /// The process or the system has no descriptors or memory left: to be tried again in a while.
        case exhausted
    }

    private static let backlog: Int32 = 4_096

    /// Where it listens, with the port that the system has chosen for port 0.
    package let address: SocketAddress
    package let descriptor: Int32
    private let isOpen = Atomic(true)

    /// Listens at an address; where it is shared, further sockets of this user may, each with a share of the connections.
    package init(_ address: SocketAddress, isShared: Bool = false) throws(LinuxIOError) {
        if case .local(let path) = address { try Self.removeStale(path, address) }
        var opened = try SocketDescriptor(for: address)
        try opened.set(SO_REUSEADDR)
        if isShared { try opened.set(SO_REUSEPORT) }
        try opened.bind(to: address)
        if case .local(let path) = address {
            // Nobody can connect before it listens.
            let result = unsafe chmod(path, 0o600)
            let code = errno
            guard result == 0 else { throw opened.failure(code, "protect") }
        }
        try opened.listen(Self.backlog)
        self.address = try opened.boundAddress(for: address)
        descriptor = opened.release()
    }

    /// Listens at an address with several sockets, so that the system spreads the connections; a local one has one only.
    package static func group(_ address: SocketAddress, count: Int) throws(LinuxIOError) -> [ListeningSocket] {
        guard case .internet(let host, let port) = address, count > 1 else { return [try ListeningSocket(address)] }
        // Sharing is between all processes of a user: without this, two services could halve each other's connections.
        if port != 0 {
            let trial = try SocketDescriptor(for: address)
            try trial.set(SO_REUSEADDR)
            try trial.bind(to: address)
        }
        var sockets = [try ListeningSocket(address, isShared: true)]
        let bound = SocketAddress.internet(host, port: sockets[0].address.port ?? port)
        while sockets.count < count { sockets.append(try ListeningSocket(bound, isShared: true)) }
        return sockets
    }

    deinit { close() }

    /// Listens no longer; connections that wait to be taken are lost. Whoever watches it has ended that before.
    package func close() {
        guard isOpen.exchange(false, ordering: .relaxed) else { return }
        if case .local(let path) = address { _ = unsafe unlink(path) }
        Glibc.close(descriptor)
    }

    /// Takes the next connection that waits.
    package func accept() -> Arrival {
        while true {
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let (accepted, code) = unsafe withUnsafeMutablePointer(to: &storage) { storage in
                unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    let accepted = unsafe relay_accept(descriptor, address, &length)
                    return (accepted, errno)
                }
            }
            if accepted >= 0 {
                return .connection(Socket(descriptor: accepted), from: SocketAddress(storage))
            }
            switch code {
            case EAGAIN: return .none
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
            default: continue  // This connection failed before it was taken, or the call was interrupted.
            }
        }
    }

    /// Takes away what a process left that ended without doing so; a socket that somebody listens at stays.
    private static func removeStale(_ path: String, _ address: SocketAddress) throws(LinuxIOError) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
        guard try SocketDescriptor(for: address).isRefused(at: address) else {
            throw LinuxIOError(code: EADDRINUSE, operation: "listen at", path: path)
        }
        _ = unsafe unlink(path)
    }
}
