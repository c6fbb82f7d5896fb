import HTTPWire
import LinuxIO

/// A connection to a server: being made, carrying a request, or kept for the next.
final class Connection {
    let origin: Origin
    /// What it carries, or is made for; nil while it is kept.
    var exchange: Exchange?
    var answer = AnswerCollector()
    private(set) var isConnected = false
    /// Whether the answer to a request has come on it.
    private(set) var hasCarried = false
    /// Whether nothing can be written any more, so that reading tells what became of it.
    private(set) var isBroken = false
    /// Whether it was lost with bytes that may have been under way.
    private(set) var isLost = false
    /// Whether it waits for its next turn to be read on.
    var isUnread = false
    /// Whether the peer sends nothing behind what is there to be read.
    var isEnding = false
    /// When it is too old to be used again.
    private(set) var end = MonotonicTime.never
    private(set) var hasBytesOfAnswer = false

    let socket: Socket

    init(to address: SocketAddress, for exchange: Exchange) throws(LinuxIOError) {
        socket = try Socket.connecting(to: address)
        socket.sendWithoutDelay()
        origin = exchange.request.origin
        self.exchange = exchange
    }

    func markConnected() { isConnected = true }

    /// Prepares for the answer to a request.
    func start(_ exchange: Exchange) {
        self.exchange = exchange
        hasBytesOfAnswer = false
        answer = AnswerCollector(limit: exchange.request.answerLimit, isBodiless: exchange.request.isBodiless)
        exchange.start(on: self)
    }

    func keep(since now: MonotonicTime) {
        exchange = nil
        hasCarried = true
        end = now + Self.longestRest
    }

    /// Whether it is young enough to be used again, and the peer has said nothing meanwhile.
    func isUsable(at now: MonotonicTime) -> Bool { now < end && socket.isQuiet }

    func isTooOld(at now: MonotonicTime) -> Bool { end <= now }

    // Many servers hang up after 5 s without a request. One sent at that moment would be lost in doubt.
    private static let longestRest = Duration.seconds(3)

    // MARK: Bytes

    /// Writes what is left of the request, as far as there is room.
    func write(_ exchange: Exchange) {
        let bytes = exchange.request.bytes
        while exchange.sent < bytes.count {
            let transfer = socket.send(bytes.span.extracting(exchange.sent..<bytes.count))
            note(transfer)
            switch transfer {
            case .bytes(let count):
                exchange.sent += count
                exchange.hasLeft = true
            case .blocked: return
            case .ended, .lost:
                isBroken = true
                return
            }
        }
    }

    func read(into buffer: inout [UInt8]) -> Socket.Transfer {
        var space = buffer.mutableSpan
        let transfer = socket.receive(into: &space)
        note(transfer)
        if case .bytes = transfer { hasBytesOfAnswer = true }
        return transfer
    }

    /// Whoever hears of a loss first hears of it alone: to the next call it is an end like any other.
    private func note(_ transfer: Socket.Transfer) {
        if transfer == .lost { isLost = true }
    }
}
