import Foundation

/// The other end of a connection, in raw bytes; each call waits for the event that it is about, in vain for ten seconds.
final class Client: Sendable {
    let descriptor: Int32

    /// Takes over a connected socket.
    init(descriptor: Int32) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Connects with a port of this machine, from an address of this machine.
    convenience init(port: UInt16, from source: String = "127.0.0.1") throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try Self.check(unsafe Self.lend(source, 0) { unsafe bind(descriptor, $0, $1) })
        try Self.check(unsafe Self.lend("127.0.0.1", port) { unsafe connect(descriptor, $0, $1) })
        self.init(descriptor: descriptor)
    }

    /// Connects with a socket in the file system.
    convenience init(path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        try Self.check(unsafe Self.lend(address) { unsafe connect(descriptor, $0, $1) })
        self.init(descriptor: descriptor)
    }

    deinit { close(descriptor) }

    /// Sends all, unless the server has closed the connection.
    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func finishSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    /// Waits for an answer, for a moment only.
    func waitBriefly() {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&entry, 1, 1)
    }

    /// All that comes until the server closes the connection; nil when it does not, or resets it.
    func rest() -> String? {
        var bytes: [UInt8] = []
        while let more = some(), !more.isEmpty { bytes += more }
        return errno == 0 ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// What comes until the text ends like that.
    func text(until end: String) -> String {
        var text = ""
        while !text.hasSuffix(end), let byte = some(1), !byte.isEmpty { text += String(decoding: byte, as: UTF8.self) }
        return text
    }

    /// The next answer: its status line and fields, and as much of a body as they say.
    func answer(hasBody: Bool = true) -> String {
        let head = text(until: "\r\n\r\n")
        var length = 0
        for line in head.split(separator: "\r\n") where line.hasPrefix("content-length: ") {
            length = Int(line.dropFirst(16)) ?? 0
        }
        var body: [UInt8] = []
        while hasBody, body.count < length, let more = some(length - body.count), !more.isEmpty { body += more }
        return head + String(decoding: body, as: UTF8.self)
    }

    /// What has come; empty at the end, nil after an error, whose number is then in `errno`.
    private func some(_ most: Int = 65_536) -> [UInt8]? {
        var space = [UInt8](repeating: 0, count: most)
        errno = 0
        let count = unsafe recv(descriptor, &space, most, 0)
        return count < 0 ? nil : Array(space[..<count])
    }

    private static func check(_ result: Int32) throws {
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    private static func lend(
        _ host: String,
        _ port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = unsafe inet_addr(host)
        return unsafe lend(address, body)
    }

    private static func lend<Address>(
        _ address: Address,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe withUnsafeBytes(of: address) { bytes in
            unsafe bytes.withMemoryRebound(to: sockaddr.self) {
                guard let start = $0.baseAddress else { return -1 }
                return unsafe body(start, socklen_t(bytes.count))
            }
        }
    }
}
