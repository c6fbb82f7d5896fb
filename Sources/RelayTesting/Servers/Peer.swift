import Foundation

/// A server's side of a connection.
package final class Peer: @unchecked Sendable {
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
    package func readRequest() -> String? {
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
    package func read() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe recv(socket, &chunk, chunk.count, 0)
        unread += chunk.prefix(max(0, count))
        return count > 0
    }

    package func write(_ text: String) { write(Array(text.utf8)) }

    package func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    package func answer(_ status: String = "200 OK", headers: [String] = [], body: String = "") {
        answer(status, headers: headers, bytes: Array(body.utf8))
    }

    package func answer(_ status: String = "200 OK", headers: [String] = [], bytes: [UInt8]) {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(bytes.count)"] + headers
        write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + bytes)
    }

    /// Answers every request alike, until the connection ends.
    package func answerAll(_ status: String = "200 OK", headers: [String] = [], body: String = "") {
        while readRequest() != nil { answer(status, headers: headers, body: body) }
    }

    /// Waits until the other side hangs up.
    package func waitForEnd() { while read() {} }

    /// Ends the connection with a reset instead of an orderly end.
    package func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    package func close() {
        guard !isClosed else { return }
        isClosed = true
        Foundation.close(socket)
    }
}
