import Foundation

/// A server on the loopback whose connections do what a test says, each on a thread of its own.
///
/// `@unchecked Sendable`: what changes is read and written under `condition`.
package final class ScriptedServer: @unchecked Sendable {
    package let port: UInt16
    private let listener: Int32
    private let condition = NSCondition()
    private var seen: [String] = []
    private var closed = 0

    /// - Parameters:
    ///   - backlog: How many connections may wait to be accepted.
    ///   - script: Is given each connection and its number, from zero; it is closed when the script returns.
    package init(backlog: Int32 = 128, _ script: (@Sendable (Peer, Int) -> Void)? = nil) {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = Self.bindToLoopback(listener)
        listen(listener, backlog)
        guard let script else { return }
        Thread.detachNewThread { [listener, weak self] in
            var number = 0
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                self?.serve(Peer(socket: connection) { self?.record($0) }, number, script)
                number += 1
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    package var url: String { "http://127.0.0.1:\(port)" }

    /// The requests that came whole, in their order.
    package var requests: [String] { condition.withLock { seen } }

    /// Waits until so many connections were closed on this side.
    package func waitForClosed(_ count: Int) async throws {
        try await elsewhere { self.condition.withLock { while self.closed < count { self.condition.wait() } } }
    }

    /// Waits until so many requests have come whole.
    package func waitForRequests(_ count: Int) async throws {
        try await elsewhere { self.condition.withLock { while self.seen.count < count { self.condition.wait() } } }
    }

    private func serve(_ peer: Peer, _ number: Int, _ script: @escaping @Sendable (Peer, Int) -> Void) {
        Thread.detachNewThread { [weak self] in
            script(peer, number)
            peer.close()
            guard let self else { return }
            condition.withLock {
                closed += 1
                condition.broadcast()
            }
        }
    }

    private func record(_ request: String) {
        condition.withLock {
            seen.append(request)
            condition.broadcast()
        }
    }

    private static func bindToLoopback(_ listener: Int32) -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(listener, generic, length)
                unsafe getsockname(listener, generic, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
