import Foundation
import RelayTesting

/// A server on the loopback whose connections do what a test says, each on a thread of its own.
///
/// `@unchecked Sendable`: what changes is read and written under `condition`.
final class ScriptedServer: @unchecked Sendable {
    let port: UInt16
    private let listener: Int32
    private let condition = NSCondition()
    private var seen: [String] = []
    private var closed = 0

    /// - Parameters:
    ///   - backlog: How many connections may wait to be accepted.
    ///   - script: Is given each connection and its number, from zero; it is closed when the script returns.
    init(backlog: Int32 = 128, _ script: (@Sendable (Peer, Int) -> Void)? = nil) {
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

    var url: String { "http://127.0.0.1:\(port)" }

    /// The requests that came whole, in their order.
    var requests: [String] { condition.withLock { seen } }

    /// Waits until so many connections were closed on this side.
    func waitForClosed(_ count: Int) async throws {
        try await elsewhere { self.condition.withLock { while self.closed < count { self.condition.wait() } } }
    }

    /// Waits until so many requests have come whole.
    func waitForRequests(_ count: Int) async throws {
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

/// A server's side of a connection.
final class Peer: @unchecked Sendable {
    // Used by the one thread that runs the connection's script.
    private let socket: Int32
    private let record: (String) -> Void
    private var unread: [UInt8] = []
    private var isClosed = false

    init(socket: Int32, record: @escaping (String) -> Void) {
        self.socket = socket
        self.record = record
    }

    /// Reads a request with its body, as its `Content-Length` says; nil at the connection's end.
    @discardableResult
    func readRequest() -> String? {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let head = unread.firstRange(of: end) {
                let text = String(decoding: unread[..<head.upperBound], as: UTF8.self)
                let length = text.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.1) } ?? 0
                if unread.count >= head.upperBound + length {
                    let request = String(decoding: unread[..<(head.upperBound + length)], as: UTF8.self)
                    unread.removeFirst(head.upperBound + length)
                    record(request)
                    return request
                }
            }
            guard read() else { return nil }
        }
    }

    /// Reads what is there; false at the connection's end.
    func read() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe recv(socket, &chunk, chunk.count, 0)
        unread += chunk.prefix(max(0, count))
        return count > 0
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    func answer(_ status: String = "200 OK", headers: [String] = [], body: String = "") {
        answer(status, headers: headers, bytes: Array(body.utf8))
    }

    func answer(_ status: String = "200 OK", headers: [String] = [], bytes: [UInt8]) {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(bytes.count)"] + headers
        write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + bytes)
    }

    /// Answers every request alike, until the connection ends.
    func answerAll(_ status: String = "200 OK", headers: [String] = [], body: String = "") {
        while readRequest() != nil { answer(status, headers: headers, body: body) }
    }

    /// Waits until the other side hangs up.
    func waitForEnd() { while read() {} }

    /// Ends the connection with a reset instead of an orderly end.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        Foundation.close(socket)
    }
}
