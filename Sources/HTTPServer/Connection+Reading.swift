import HTTPWire
import LinuxIO

extension Connection {
    /// The head of the next request.
    func nextHead() async throws(Ending) -> RequestHead {
        isTimed = false
        while true {
            if !input.isEmpty, case .head(let head) = try step() { return head }
            try await receive()
        }
    }

    /// The request whole, if its body has come to its end.
    @inline(never)
    func completed(_ head: RequestHead) throws(Ending) -> ServerRequest? {
        guard case .complete(let body, let trailers) = try step() else { return nil }
        // Nothing left over is the rule, and then the handler's wait costs no buffer.
        input.giveBackIfEmpty(service)
        return request(head, body, trailers)
    }

    private func request(_ head: RequestHead, _ body: [UInt8], _ trailers: HeaderFields) -> ServerRequest {
        ServerRequest(
            head: head,
            body: body,
            trailers: trailers,
            peer: sender(of: head),
            isSecure: channel.isSecure || service.forwarded.isSecure(head, through: peer),
            clientCertificate: clientCertificate
        )
    }

    private func step() throws(Ending) -> RequestParser.Step {
        do throws(RequestFault) {
            return try input.parse()
        } catch { throw .refused(Refusal(error)) }
    }

    /// Waits until more has come.
    func receive() async throws(Ending) {
        // What has been answered leaves before anybody waits.
        if !sendReady() { try await flush() }
        while true {
            // To ask the system for what it has said not to have would be a call in vain for each request.
            if !channel.watch.mayHaveInput { try await awaitInput() }
            switch input.receive(from: channel, service) {
            case .bytes: return
            case .ended, .lost: throw .closed
            case .blocked: continue
            }
        }
    }

    private func awaitInput() async throws(Ending) {
        try beginWait()
        let outcome = await channel.watch.readable()
        try endWait(outcome)
    }

    // What a waiting function has at hand stays in memory for as long as the connection does; so these two do the work.

    @inline(never)
    private func beginWait() throws(Ending) {
        isIdle = input.isBetweenRequests
        if isIdle {
            guard !service.isDraining else { throw .closed }
            setDeadline(after: service.limits.idleTime)
        } else if !isTimed {
            isTimed = true
            setDeadline(after: service.limits.requestTime)
        }
    }

    @inline(never)
    private func endWait(_ outcome: Watch.Outcome) throws(Ending) {
        let wasIdle = isIdle
        isIdle = false
        switch outcome {
        case .ready: return
        case .expired where !wasIdle: throw .refused(.requestTime)
        case .expired, .interrupted: throw .closed
        }
    }

    func setDeadline(after time: Duration) { channel.watch.deadline = service.loop.now + time }
}

/// What has come of a connection's bytes and is not understood yet.
///
/// Not copyable, since whoever reads a part of a copyable value in a class copies all of it.
struct ConnectionInput: ~Copyable {
    private var parser: RequestParser
    private var bytes: [UInt8] = []
    private var unread = 0..<0

    init(limits: RequestLimits) { parser = RequestParser(limits: limits) }

    var isEmpty: Bool { unread.isEmpty }
    var isBetweenRequests: Bool { parser.isBetweenRequests }

    mutating func limitBody(to limit: Int) { parser.limitBody(to: limit) }

    /// Has the parser go on; it takes all but what belongs to the next request.
    mutating func parse() throws(RequestFault) -> RequestParser.Step {
        // Lent from a copy, so that the parser may change beside it.
        let bytes = bytes
        while true {
            let progress = try parser.parse(bytes.span.extracting(unread))
            unread = unread.lowerBound + progress.consumed..<unread.upperBound
            if case .needsMore = progress.step, !unread.isEmpty, progress.consumed > 0 { continue }
            return progress.step
        }
    }

    /// Takes what has come; without anything the buffer goes back, since the wait may be long.
    mutating func receive(from channel: Channel, _ service: LoopService) -> Socket.Transfer {
        if bytes.isEmpty { bytes = service.takeInput() }
        let transfer = channel.receive(into: &bytes)
        if case .bytes(let count) = transfer { unread = 0..<count } else { giveBackIfEmpty(service) }
        return transfer
    }

    mutating func giveBackIfEmpty(_ service: LoopService) {
        guard unread.isEmpty, !bytes.isEmpty else { return }
        unread = 0..<0
        service.giveBack(input: &bytes)
    }

    /// Drops what has come, and tells how much that was.
    mutating func drop() -> Int {
        defer { unread = 0..<0 }
        return unread.count
    }
}
