/// Reads the answer to one request, whatever pieces it comes in; refuses all that two readers could read in two ways.
///
/// Strict RFC 9112. The events and the fault depend on the bytes alone, but for where the pieces of a body are cut.
package struct AnswerParser: Sendable {
    package enum Event: Sendable {
        /// The answer has begun; interim ones before it are passed over.
        case head(AnswerHead)
        /// Where in the input the next piece of the body stands.
        case body(Range<Int>)
        /// The answer is whole; what follows in the input is none of it.
        case end
    }

    private enum Phase: Sendable {
        case head
        case length(left: Int)
        case chunks
        case untilClose
        case ended
    }

    /// How many answers before the answer are passed over: a server that has more to say has none.
    private static let mostInterim = 8

    private let isBodiless: Bool
    private var phase = Phase.head
    private var head: PiecewiseReader<AnswerHeadReader>
    private var chunks: ChunkReader?
    private var interimCount = 0

    /// - Parameter isBodiless: Whether the request asked for a head alone.
    package init(isBodiless: Bool = false) {
        self.isBodiless = isBodiless
        head = PiecewiseReader(AnswerHeadReader(isBodiless: isBodiless))
    }

    /// Whether it is known that an answer came, be it an interim one.
    package var hasStatus: Bool {
        if case .head = phase { interimCount > 0 || head.reader.status != nil } else { true }
    }

    /// The status of the answer itself, which is known before its head is whole, and though that may be malformed.
    package var status: Int? {
        guard let status = head.reader.status, !AnswerHead.isInterim(status) else { return nil }
        return status
    }

    /// What comes next in the input, from `start` on, which moves behind what was taken; nil where more is needed.
    package mutating func take(_ input: Span<UInt8>, at start: inout Int) throws(AnswerFault) -> Event? {
        do throws(RequestFault) {
            switch phase {
            case .head: return try takeHead(input, at: &start)
            case .length(let left): return takeBody(input, at: &start, left: left)
            case .chunks: return try takeChunks(input, at: &start)
            case .untilClose: return takeRest(input, at: &start)
            case .ended: return .end
            }
        } catch {
            throw AnswerFault(error)
        }
    }

    /// Whether the answer is whole when the connection ends here.
    package var isWholeAtClose: Bool {
        switch phase {
        case .untilClose, .ended: true
        case .head, .length, .chunks: false
        }
    }

    private mutating func takeHead(_ input: Span<UInt8>, at start: inout Int) throws(RequestFault) -> Event? {
        while start < input.count {
            let (consumed, section) = try head.take(input.extracting(start..<input.count))
            start += consumed
            guard let section else { return nil }
            // RFC 9110, 15.2.2: only a request that asks for another protocol is answered so.
            guard section.status != 101 else { throw .statusLine }
            guard section.isInterim else {
                phase = Self.phase(section.framing)
                return .head(section)
            }
            interimCount += 1
            guard interimCount <= Self.mostInterim else { throw .interimAnswers }
            head = PiecewiseReader(AnswerHeadReader(isBodiless: isBodiless))
        }
        return nil
    }

    private static func phase(_ framing: AnswerHead.Framing) -> Phase {
        switch framing {
        case .none, .length(0): .ended
        case .length(let length): .length(left: length)
        case .chunked: .chunks
        case .untilClose: .untilClose
        }
    }

    private mutating func takeBody(_ input: Span<UInt8>, at start: inout Int, left: Int) -> Event? {
        guard start < input.count else { return nil }
        let piece = start..<start + min(left, input.count - start)
        start = piece.upperBound
        phase = piece.count == left ? .ended : .length(left: left - piece.count)
        return .body(piece)
    }

    private mutating func takeRest(_ input: Span<UInt8>, at start: inout Int) -> Event? {
        guard start < input.count else { return nil }
        defer { start = input.count }
        return .body(start..<input.count)
    }

    private mutating func takeChunks(_ input: Span<UInt8>, at start: inout Int) throws(RequestFault) -> Event? {
        var reader = chunks.take() ?? ChunkReader(limits: .answers)
        do throws(RequestFault) {
            while let event = try reader.take(input, at: &start) {
                switch event {
                case .size: continue
                case .data(let piece):
                    chunks = reader
                    return .body(piece)
                case .end:
                    phase = .ended
                    return .end
                }
            }
        } catch {
            // Trailers mean nothing to the relay: what is wrong with them stays behind the answer as none of it.
            guard reader.isBodyWhole else { throw error }
            phase = .ended
            return .end
        }
        chunks = reader
        return nil
    }
}
