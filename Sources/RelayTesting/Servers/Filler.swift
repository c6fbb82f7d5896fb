import Foundation

/// A connection that takes a place in a server's queue.
package final class Filler {
    private let socket: Int32

    package init(port: UInt16) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(socket) }

    /// So many that the server takes no further one: the last of them waits in vain.
    ///
    /// How many a backlog has room for is the system's affair, and on a busy machine some are told that they are connected
    /// before the queue is seen to be full.
    package static func fill(port: UInt16) throws -> [Filler] {
        var fillers = [try Filler(port: port)]
        while let last = fillers.last, last.isConnected(within: 300) { fillers.append(try Filler(port: port)) }
        return fillers
    }

    private func isConnected(within milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        return unsafe poll(&entry, 1, milliseconds) > 0
    }
}
