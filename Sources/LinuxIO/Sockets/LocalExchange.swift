import CLinux
import Glibc

/// One question and its answer over a local socket, for commands that have nothing else to do meanwhile.
package enum LocalExchange {
    /// Sends the bytes, and returns all that comes back until the other side closes.
    ///
    /// - Throws: What the system answers; `EMSGSIZE` for an answer of more than `limit` bytes.
    package static func ask(
        _ question: [UInt8],
        at path: String,
        patience: Int = 60,
        limit: Int = 16 << 20
    ) throws(LinuxIOError) -> [UInt8] {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var code = errno
        guard descriptor >= 0 else { throw LinuxIOError(code: code, operation: "make a socket for", path: path) }
        defer { close(descriptor) }
        var time = timeval(tv_sec: patience, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        let result = unsafe SocketAddress.local(path: path).withSystemForm { address, length in
            unsafe connect(descriptor, address, length)
        }
        code = errno
        guard let result else { throw LinuxIOError(code: ENAMETOOLONG, operation: "connect to", path: path) }
        guard result == 0 else { throw LinuxIOError(code: code, operation: "connect to", path: path) }
        try DescriptorWriter(descriptor: descriptor, path: path).writeAll(question.span)
        return try answer(descriptor, path, limit)
    }

    private static func answer(_ descriptor: Int32, _ path: String, _ limit: Int) throws(LinuxIOError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            let code = errno
            if count < 0, code == EINTR { continue }
            guard count >= 0 else { throw LinuxIOError(code: code, operation: "read from", path: path) }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limit else {
                throw LinuxIOError(code: EMSGSIZE, operation: "read from", path: path)
            }
            bytes += chunk[..<count]
        }
    }
}
