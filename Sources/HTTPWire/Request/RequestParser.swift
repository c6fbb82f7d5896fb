/// Reads the requests of one connection, whatever pieces they come in; refuses all that two readers could read in two ways.
///
/// Strict RFC 9112. The steps and the fault depend on the bytes alone, not on how they were cut. It is not copyable, since
/// a connection has one, and a look at it should not take a copy.
package struct RequestParser: ~Copyable, Sendable {
    /// What the bytes so far came to.
    package enum Step: Sendable {
        case needsMore
        /// A request has begun; its body follows, and `complete` comes also when there is none.
        case head(RequestHead)
        case complete(body: [UInt8], trailers: HeaderFields)
    }

    /// A step, and how many bytes of the input it took.
    package struct Progress: Sendable {
        package let consumed: Int
        package let step: Step
    }

    private enum Phase: Sendable {
        case head
        case body(Framing)
        case refused(RequestFault)
    }

    private let limits: RequestLimits
    private var phase = Phase.head
    private var head: PiecewiseReader<HeadReader>
    private var body: [UInt8] = []
    private var chunkedBody: ChunkedBody?
    private var bodyLimit: Int

    package init(limits: RequestLimits = RequestLimits()) {
        self.limits = limits
        head = PiecewiseReader(HeadReader(limits: limits))
        bodyLimit = limits.body
    }

    /// Whether no byte of a request has come that is not complete yet.
    package var isBetweenRequests: Bool {
        if case .head = phase { !head.hasBegun } else { false }
    }

    /// Takes what it can of the input and says how much that was and what it came to.
    ///
    /// Call it again with the rest after every step but `needsMore`, even when the rest is empty. A fault is for good.
    package mutating func parse(_ input: Span<UInt8>) throws(RequestFault) -> Progress {
        do throws(RequestFault) {
            switch phase {
            case .head: return try takeHead(input)
            case .body(.none): return complete(consumed: 0, body: [], .none)
            case .body(.length(let length)): return try takeBody(input, length: length)
            case .body(.chunked): return try takeChunks(input)
            case .refused(let fault): throw fault
            }
        } catch {
            phase = .refused(error)
            throw error
        }
    }

    /// Lowers the limit of this request's body, between its head and its body; it never exceeds the listener's.
    package mutating func limitBody(to limit: Int) {
        guard case .body = phase, limit >= 0 else { preconditionFailure("a body is limited behind its head") }
        bodyLimit = min(limit, limits.body)
    }

    // MARK: Head

    private mutating func takeHead(_ input: Span<UInt8>) throws(RequestFault) -> Progress {
        let (consumed, section) = try head.take(input)
        guard let section else { return Progress(consumed: consumed, step: .needsMore) }
        if case .length(let length) = section.framing, length > limits.body { throw .bodyTooLarge }
        head = PiecewiseReader(HeadReader(limits: limits))
        bodyLimit = limits.body
        phase = .body(section.framing)
        return Progress(consumed: consumed, step: .head(section))
    }

    // MARK: Body

    private mutating func takeBody(_ input: Span<UInt8>, length: Int) throws(RequestFault) -> Progress {
        guard length <= bodyLimit else { throw .bodyTooLarge }
        let taken = min(length - body.count, input.count)
        // An announced length reserves nothing: the memory follows the bytes that really come.
        if body.isEmpty {
            body = input.extracting(first: taken).copied
        } else {
            body.append(input.extracting(first: taken))
        }
        guard body.count == length else { return Progress(consumed: taken, step: .needsMore) }
        var whole: [UInt8] = []
        swap(&whole, &body)
        return complete(consumed: taken, body: whole, .none)
    }

    private mutating func takeChunks(_ input: Span<UInt8>) throws(RequestFault) -> Progress {
        var chunks = chunkedBody.take() ?? ChunkedBody(limits: limits)
        let (consumed, trailers) = try chunks.take(input, limit: bodyLimit)
        if let trailers { return complete(consumed: consumed, body: chunks.bytes, trailers) }
        chunkedBody = chunks
        return Progress(consumed: consumed, step: .needsMore)
    }

    private mutating func complete(consumed: Int, body: [UInt8], _ trailers: HeaderFields) -> Progress {
        phase = .head
        return Progress(consumed: consumed, step: .complete(body: body, trailers: trailers))
    }
}
