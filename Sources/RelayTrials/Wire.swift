import Foundation

/// One end of a TCP connection on this machine, in raw bytes; each call waits for what it is about, in vain for a while.
@safe
package final class Wire: Sendable {
    private let descriptor: Int32

    package struct Failure: Error { package let code: Int32 }

    /// Takes over a connected socket; after `patience` seconds waiting is in vain.
    init(descriptor: Int32, patience: Int = 20) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var yes: Int32 = 1
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Connects with a port of this machine.
    package convenience init(port: UInt16, patience: Int = 20) throws {
        let descriptor = try Wire.socket()
        let code = unsafe Wire.lend(port) { unsafe connect(descriptor, $0, $1) }
        guard code == 0 else {
            let failure = Failure(code: errno)
            Foundation.close(descriptor)
            throw failure
        }
        self.init(descriptor: descriptor, patience: patience)
    }

    deinit { Foundation.close(descriptor) }

    // MARK: Bytes

    /// Sends all, unless the peer has gone.
    package func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    package func send(_ text: String) { send(Array(text.utf8)) }

    /// What has come; empty at the end, nil after an error.
    func some(_ most: Int = 65_536) -> [UInt8]? {
        var space = [UInt8](repeating: 0, count: most)
        let count = unsafe recv(descriptor, &space, most, 0)
        return count < 0 ? nil : Array(space[..<count])
    }

    /// Waits until the peer closes the connection, and drops what comes until then.
    package func waitForEnd() {
        while let more = some(), !more.isEmpty {}
    }

    /// Has the end of the connection be a reset.
    func makeEndReset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    // MARK: Sockets

    static func socket() throws(Failure) -> Int32 {
        // Closed in the programs that tests start: a port is held by those who listen on it alone.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = Foundation.socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        return descriptor
    }

    /// Lends the address of a port of this machine.
    static func lend(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return unsafe withUnsafeBytes(of: address) { bytes in
            unsafe bytes.withMemoryRebound(to: sockaddr.self) {
                guard let start = $0.baseAddress else { return -1 }
                return unsafe body(start, socklen_t(bytes.count))
            }
        }
    }
}
