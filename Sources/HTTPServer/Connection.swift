import Crypto
import HTTPWire
import LinuxIO

/// One connection, from its first request to its last.
final class Connection {
    /// Why a connection ends before its answers do.
    enum Ending: Error {
        /// The peer has gone, or nothing was under way.
        case closed
        case refused(Refusal)
    }

    let service: LoopService
    let channel: Channel
    let peer: PeerAddress
    var clientCertificate: ClientCertificate?
    var input: ConnectionInput
    var output = ConnectionOutput()
    /// Whether it waits for a request of which nothing has come.
    var isIdle = false
    /// Whether the time limit of a request runs.
    var isTimed = false

    init(_ service: LoopService, _ channel: Channel, from peer: PeerAddress) {
        self.service = service
        self.channel = channel
        self.peer = peer
        input = ConnectionInput(limits: service.limits.request)
    }

    /// Answers requests until the connection is closed from either side.
    func serve() async {
        do throws(Ending) {
            if channel.isSecure { try await handshake() }
            while try await answerNext() {}
            try await flush()
            channel.finishSending()
            if !input.isEmpty { await linger() }
        } catch {
            if case .refused(let refusal) = error { await refuse(refusal) }
        }
    }

    /// Refuses the connection itself, whatever is sent on it.
    func turnAway(_ refusal: Refusal) async {
        // A handshake costs more than all else about a connection: there is none for whom nothing else is done.
        if channel.isSecure { return service.handler.refused(refusal, from: peer) }
        await refuse(refusal)
    }

    private func handshake() async throws(Ending) {
        setDeadline(after: service.limits.requestTime)
        while true {
            let outcome: Watch.Outcome
            switch channel.handshake() {
            case .done:
                clientCertificate = channel.clientCertificate
                return
            case .needsInput: outcome = await channel.watch.readable()
            case .needsRoom: outcome = await channel.watch.writable()
            case .ended: throw .closed
            case .failed: throw .refused(.handshake)
            }
            switch outcome {
            case .ready: continue
            case .expired: throw .refused(.handshake)
            case .interrupted: throw .closed
            }
        }
    }

    /// Answers one request; false when the connection ends with that.
    private func answerNext() async throws(Ending) -> Bool {
        let head = try await nextHead()
        var refused: Response?
        switch admit(head) {
        case .read(let limit): if let limit { input.limitBody(to: limit) }
        case .refuse(let response):
            guard isWorthReading(head) else { return try await answerLast(head, response) }
            refused = response
        }
        if head.expectsContinue { try await askForBody() }
        let response = try await response(to: head, refused)
        guard !response.isSilence else { throw .closed }
        return write(response, to: head, isLast: response.isCut)
    }

    /// Answers a request whose body is not worth reading, and ends.
    private func answerLast(_ head: RequestHead, _ response: Response) async throws(Ending) -> Bool {
        _ = write(response, to: head, isLast: true)
        try await flush()
        await finishRefused()
        throw .closed
    }

    private func askForBody() async throws(Ending) {
        output.bytes(service) { $0 += Response.interim }
        try await flush()
    }

    /// Reads the body, and has the handler answer unless it has refused the request already.
    private func response(to head: RequestHead, _ refused: Response?) async throws(Ending) -> Response {
        while true {
            guard let request = try completed(head) else {
                try await receive()
                continue
            }
            if let refused { return refused }
            // If this answer has to be waited for, those before it leave; if not, they leave together.
            if !output.isEmpty { service.loop.callAtRoundEnd(self) }
            return await service.handler.respond(to: request)
        }
    }

    func sender(of head: RequestHead) -> PeerAddress { service.forwarded.peer(head, through: peer) }

    @inline(never)
    private func admit(_ head: RequestHead) -> Admission {
        let sender = sender(of: head)
        if let wait = service.addresses.request(sender.address, at: service.loop.now) {
            service.handler.refused(.rateOfAddress, from: sender)
            return .refuse(Response(status: 429, fields: [Self.retryAfter(wait)]))
        }
        return service.handler.admit(head, from: sender)
    }

    /// Whether the body of a refused request is taken in, so that the connection can go on behind it.
    private func isWorthReading(_ head: RequestHead) -> Bool {
        switch head.framing {
        case .none: true
        case .length(let length): !head.expectsContinue && length <= LoopService.inputSize
        case .chunked: false
        }
    }

    /// Puts an answer behind those that wait to leave; false when it is the connection's last.
    @inline(never)
    private func write(_ response: Response, to head: RequestHead, isLast: Bool = false) -> Bool {
        let closing = isLast || !head.keepsAlive || service.isDraining
        output.bytes(service) {
            response.write(
                to: &$0,
                closing: closing,
                isHead: head.method == "HEAD",
                version: head.version,
                lines: service.answerLines
            )
        }
        return !closing
    }

    static func retryAfter(_ wait: Duration) -> (name: String, value: String) {
        let (seconds, attoseconds) = wait.components
        return ("retry-after", "\(max(1, seconds + (attoseconds > 0 ? 1 : 0)))")
    }
}
