import CLinux
import Glibc

extension Socket {
    /// Begins to connect; the socket is writable once that has succeeded or failed.
    ///
    /// - Throws: where it fails at once.
    package static func connecting(to address: SocketAddress) throws(LinuxIOError) -> Socket {
        var descriptor = try SocketDescriptor(for: address)
        try descriptor.set(SO_KEEPALIVE)
        let code = descriptor.connect(to: address)
        guard code == 0 || code == EINPROGRESS else { throw descriptor.failure(code, "connect to") }
        return Socket(descriptor: descriptor.release())
    }

    /// Why connecting failed; nil where it has not.
    package func connectingFailure() -> LinuxIOError? {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        // It fails only for what is no socket.
        _ = unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
        return code == 0 ? nil : LinuxIOError(code: code, operation: "connect to", path: "descriptor \(descriptor)")
    }

    /// Whether the peer has sent nothing since it was read, not even its end.
    package var isQuiet: Bool {
        var byte: UInt8 = 0
        let count = unsafe recv(descriptor, &byte, 1, Int32(MSG_PEEK))
        let code = errno
        return count < 0 && code == EAGAIN
    }
}
