import HTTPWire
import LinuxIO

extension Connection {
    /// Sends what can be sent without waiting; whether that was all. What goes wrong is for `flush` to find.
    func sendReady() -> Bool {
        guard !output.isEmpty else { return true }
        _ = output.send(through: channel)
        guard output.isEmpty else { return false }
        output.giveBack(service)
        return true
    }

    /// Sends the answers that are ready; a peer that does not take them in time is cut.
    func flush() async throws(Ending) {
        guard !output.isEmpty else { return }
        var isTimed = false
        while !output.isEmpty {
            switch output.send(through: channel) {
            case .bytes: continue
            case .ended, .lost: throw .closed
            case .blocked: break
            }
            if !isTimed { setDeadline(after: service.limits.answerTime) }
            isTimed = true
            switch await channel.watch.writable() {
            case .ready: continue
            case .expired: throw .refused(.answerTime)
            case .interrupted: throw .closed
            }
        }
        output.giveBack(service)
    }

    /// Tells the peer why its request or its connection is of no use, as far as it listens, and closes.
    func refuse(_ refusal: Refusal) async {
        service.handler.refused(refusal, from: peer)
        guard let status = refusal.status else { return }
        let fields = status == 429 || status == 503 ? [Self.retryAfter(.seconds(1))] : []
        output.bytes(service) {
            Response(status: status, fields: fields).write(to: &$0, closing: true, lines: service.answerLines)
        }
        guard (try? await flush()) != nil else { return }
        await finishRefused()
    }

    /// Lets the peer read its answer before the connection goes.
    func finishRefused() async {
        channel.finishSending()
        await linger()
    }

    /// Takes in what the peer still sends, for a while: bytes that nobody has read would make the system reset the
    /// connection, and the peer lose its answer.
    func linger() async {
        setDeadline(after: service.limits.lingerTime)
        var rest = service.limits.lingerBytes - input.drop()
        while rest > 0 {
            switch input.receive(from: channel, service) {
            case .bytes: rest -= input.drop()
            case .ended, .lost: return
            case .blocked:
                guard await channel.watch.readable() == .ready else { return }
            }
        }
    }
}

extension Connection: RoundEndObserver {
    /// Sends what can be sent now; the rest, and what goes wrong, is `flush`'s.
    func roundEnds() {
        if !output.isEmpty { _ = output.send(through: channel) }
    }
}

/// Answers on their way out.
struct ConnectionOutput {
    private var bytes: [UInt8] = []
    private var sent = 0

    var isEmpty: Bool { sent == bytes.count }

    /// Lends the buffer, for answers to be put behind those that wait.
    mutating func bytes(_ service: LoopService, _ body: (inout [UInt8]) -> Void) {
        if bytes.capacity == 0 { bytes = service.takeOutput() }
        body(&bytes)
    }

    mutating func send(through channel: Channel) -> Socket.Transfer {
        let transfer = channel.send(bytes.span.extracting(sent..<bytes.count))
        if case .bytes(let count) = transfer { sent += count }
        return transfer
    }

    mutating func giveBack(_ service: LoopService) {
        sent = 0
        service.giveBack(output: &bytes)
    }
}
