import CLinux
import Glibc

/// A socket on its way to listening or being connected; it is closed unless it gets there.
struct SocketDescriptor: ~Copyable {
    /// -1 once it has been handed over.
    private var number: Int32
    private let name: String

    init(for address: SocketAddress, datagrams: Bool = false) throws(LinuxIOError) {
        let kind = datagrams ? SOCK_DGRAM.rawValue : SOCK_STREAM.rawValue
        let flags = SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let number = socket(address.family, Int32(kind | flags), 0)
        let code = errno
        guard number >= 0 else { throw LinuxIOError(code: code, operation: "make a socket for", path: "\(address)") }
        self.number = number
        name = "\(address)"
    }

    deinit {
        if number >= 0 { close(number) }
    }

    /// Hands the descriptor over to its next owner.
    mutating func release() -> Int32 {
        defer { number = -1 }
        return number
    }

    borrowing func set(_ option: Int32) throws(LinuxIOError) {
        var one: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        let result = unsafe setsockopt(number, SOL_SOCKET, option, &one, size)
        let code = errno
        guard result == 0 else { throw failure(code, "prepare") }
    }

    borrowing func bind(to address: SocketAddress) throws(LinuxIOError) {
        let outcome = unsafe address.withSystemForm { (form, length) -> (Int32, Int32) in
            let result = unsafe Glibc.bind(number, form, length)
            return (result, errno)
        }
        guard let (result, code) = outcome else { throw failure(ENAMETOOLONG, "listen at") }
        guard result == 0 else { throw failure(code, "listen at") }
    }

    borrowing func listen(_ backlog: Int32) throws(LinuxIOError) {
        let result = Glibc.listen(number, backlog)
        let code = errno
        guard result == 0 else { throw failure(code, "listen at") }
    }

    /// The address that the socket has got; a path stays as it was given.
    borrowing func boundAddress(for address: SocketAddress) throws(LinuxIOError) -> SocketAddress {
        if case .local = address { return address }
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let (result, code) = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { form in
                let result = unsafe getsockname(number, form, &length)
                return (result, errno)
            }
        }
        guard result == 0, let bound = SocketAddress(storage) else { throw failure(code, "listen at") }
        return bound
    }

    /// Connects, or begins to; zero, or the `errno`.
    borrowing func connect(to address: SocketAddress) -> Int32 {
        let code = unsafe address.withSystemForm { (form, length) -> Int32 in
            let result = unsafe Glibc.connect(number, form, length)
            return result == 0 ? 0 : errno
        }
        return code ?? ENAMETOOLONG
    }

    /// Whether nobody listens there, although the socket's file exists.
    borrowing func isRefused(at address: SocketAddress) -> Bool { connect(to: address) == ECONNREFUSED }

    /// Sends one datagram, if there is somebody to take it.
    borrowing func send(_ bytes: Span<UInt8>, to address: SocketAddress) -> Bool {
        let count = unsafe address.withSystemForm { (form, length) -> Int in
            unsafe bytes.withUnsafeBytes {
                unsafe sendto(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL), form, length)
            }
        }
        return count == bytes.count
    }

    borrowing func failure(_ code: Int32, _ operation: String) -> LinuxIOError {
        LinuxIOError(code: code, operation: operation, path: name)
    }
}
