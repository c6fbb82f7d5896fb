package import CivilTime
import Foundation
import LinuxIO
package import RelayTesting

/// A destination that misbehaves as a test says, and remembers what reached it.
package final class FaultyDestination: Sendable {
    package let port: UInt16
    /// Every request that came whole, in order, with what it was answered.
    package let traffic = Happenings(Traffic())
    private let rule: @Sendable (Received) -> Reply
    private let listener = Lock<Int32?>(nil)

    package struct Traffic: Sendable {
        package fileprivate(set) var all: [Received] = []
        /// How often each body came.
        fileprivate var counts: [String: Int] = [:]
        /// How many different bodies were taken with a success.
        package var done: Int { doneBodies.count }
        fileprivate var doneBodies: Set<String> = []
    }

    package struct Received: Sendable {
        package let message: PlainMessage
        package let at: Timestamp
        /// How many requests with this body came before.
        package let earlier: Int
        package fileprivate(set) var reply: Reply

        package var key: String? { message.value(of: "idempotency-key") }
        /// Whether its sender was told that all is well.
        package var isDone: Bool {
            switch reply {
            case .answer(200, _, _), .answerWhen: true
            default: false
            }
        }
    }

    package enum Reply: Sendable {
        case answer(Int, headers: [String] = [], body: String = "{}")
        /// What a proxy shows in place of an API: a success, and a page.
        case page
        /// A success, once it is time.
        case answerWhen(Happenings<Bool>)
        /// Nothing, for as long as the sender has patience.
        case hang
        /// An end in the middle of the head, or of the body.
        case cutInHead, cutInBody
        /// An end without a word, or with a reset.
        case close, reset
    }

    package init(_ rule: @escaping @Sendable (Received) -> Reply) throws {
        self.rule = rule
        let descriptor = try Self.listen(port: 0)
        port = Self.port(of: descriptor)
        take(over: descriptor)
    }

    deinit { refuse() }

    package var base: String { "http://127.0.0.1:\(port)" }

    /// Lets nobody in any more.
    package func refuse() {
        listener.withLock { descriptor in
            // The thread that accepts closes it: nobody else may get its number before.
            if let descriptor { shutdown(descriptor, Int32(SHUT_RDWR)) }
            descriptor = nil
        }
    }

    /// Lets senders in again, on the same port.
    package func accept() throws {
        take(over: try Self.listen(port: port))
    }

    // MARK: Sockets

    private func take(over descriptor: Int32) {
        listener.withLock { $0 = descriptor }
        _ = try? LinuxIO.Thread(name: "destination") { [weak self] in
            while case let peer = Foundation.accept(descriptor, nil, nil), peer >= 0 {
                _ = fcntl(peer, F_SETFD, FD_CLOEXEC)
                let wire = Wire(descriptor: peer, patience: 120)
                _ = try? LinuxIO.Thread(name: "destination") { [weak self] in self?.serve(wire) }
            }
            close(descriptor)
        }
    }

    private static func listen(port: UInt16) throws -> Int32 {
        let descriptor = try Wire.socket()
        var yes: Int32 = 1
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard unsafe Wire.lend(port, { unsafe bind(descriptor, $0, $1) }) == 0, Foundation.listen(descriptor, 128) == 0
        else { throw Wire.Failure(code: errno) }
        return descriptor
    }

    private static func port(of descriptor: Int32) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = unsafe withUnsafeMutableBytes(of: &address) { bytes in
            unsafe bytes.withMemoryRebound(to: sockaddr.self) {
                unsafe getsockname(descriptor, $0.baseAddress, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    // MARK: Requests

    private func serve(_ wire: Wire) {
        var rest: [UInt8] = []
        while let message = wire.message(&rest) {
            let received = note(message)
            guard reply(received.reply, on: wire) else { return }
        }
    }

    private func note(_ message: PlainMessage) -> Received {
        let now = SystemClock().timestamp()
        return traffic.note { traffic in
            let earlier = traffic.counts[message.body, default: 0]
            var one = Received(message: message, at: now, earlier: earlier, reply: .hang)
            one.reply = rule(one)
            traffic.counts[message.body, default: 0] += 1
            if one.isDone { traffic.doneBodies.insert(message.body) }
            traffic.all.append(one)
            return one
        }
    }

    /// Does what was decided, and says whether the connection goes on.
    private func reply(_ reply: Reply, on wire: Wire) -> Bool {
        let cut = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n"
        switch reply {
        case .answer(let status, let headers, let body):
            let lines = ["HTTP/1.1 \(status) Said", "Content-Type: application/json"] + headers
            wire.send((lines + ["Content-Length: \(body.utf8.count)", "", body]).joined(separator: "\r\n"))
            return true
        case .page:
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 16\r\n\r\n<p>back soon</p>\n")
            return true
        case .answerWhen(let gate):
            gate.block(until: { $0 })
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            return true
        case .hang: wire.waitForEnd()
        case .cutInHead: wire.send(cut)
        case .cutInBody: wire.send(cut + "\r\n{\"half\":")
        case .close: break
        case .reset: wire.makeEndReset()
        }
        return false
    }
}
