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
    let isSecure: Bool
    var parser: RequestParser
    var input = ConnectionInput()
    var output = ConnectionOutput()
    /// Whether it waits for a request of which nothing has come.
    var isIdle = false
    /// Whether the time limit of a request runs.
    var isTimed = false

    init(_ service: LoopService, _ channel: Channel, from peer: PeerAddress, isSecure: Bool) {
        self.service = service
        self.channel = channel
        self.peer = peer
        self.isSecure = isSecure
        parser = RequestParser(limits: service.limits.request)
    }

    /// Answers requests until the connection is closed from either side.
    func serve() async {
        do throws(Ending) {
            while try await answerNext() {}
            try await flush()
            channel.finishSending()
            if !input.isEmpty { await linger() }
        } catch {
            if case .refused(let refusal) = error { await refuse(refusal) }
        }
    }

    /// Refuses the connection itself, whatever is sent on it.
    func turnAway(_ refusal: Refusal) async { await refuse(refusal) }

    /// Answers one request; false when the connection ends with that.
    private func answerNext() async throws(Ending) -> Bool {
        let head = try await nextHead()
        let sender = service.forwarded.peer(head, through: peer)
        var refused: Response?
        switch admit(head, from: sender) {
        case .refuse(let response): refused = response
        case .read(let limit): if let limit { parser.limitBody(to: limit) }
        }
        if let response = refused, !isWorthReading(head) {
            write(response, to: head, closing: true)
            try await flush()
            await finishRefused()
            throw .closed
        }
        if head.expectsContinue, refused == nil {
            output.bytes(service) { $0 += Response.interim }
            try await flush()
        }
        let (body, trailers) = try await nextBody()
        let response =
            if let refused { refused } else { await respond(head, body, trailers, from: sender) }
        let closing = !head.keepsAlive || service.isDraining
        write(response, to: head, closing: closing)
        return !closing
    }

    private func admit(_ head: RequestHead, from sender: PeerAddress) -> Admission {
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

    private func respond(
        _ head: RequestHead,
        _ body: [UInt8],
        _ trailers: HeaderFields,
        from sender: PeerAddress
    ) async -> Response {
        let isSecure = isSecure || service.forwarded.isSecure(head, through: peer)
        let request = ServerRequest(head: head, body: body, trailers: trailers, peer: sender, isSecure: isSecure)
        return await service.handler.respond(to: request)
    }

    private func write(_ response: Response, to head: RequestHead, closing: Bool) {
        output.bytes(service) {
            response.write(
                to: &$0,
                closing: closing,
                isHead: head.method == "HEAD",
                version: head.version,
                lines: service.answerLines
            )
        }
    }

    static func retryAfter(_ wait: Duration) -> (name: String, value: String) {
        let (seconds, attoseconds) = wait.components
        return ("retry-after", "\(max(1, seconds + (attoseconds > 0 ? 1 : 0)))")
    }
}
