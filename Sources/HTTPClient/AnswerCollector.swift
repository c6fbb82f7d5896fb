import HTTPWire

/// Puts an answer together from what comes of it.
struct AnswerCollector {
    enum Progress {
        case needsMore
        /// It is whole; `hasRest` where bytes follow it that nobody asked for.
        case whole(hasRest: Bool)
        /// The body, or what it is packed in, is longer than the limit.
        case cut
    }

    private var parser: AnswerParser
    private let limit: Int
    private var head: AnswerHead?
    private var body: [UInt8] = []
    private var inflater: Inflater?

    init(limit: Int = 0, isBodiless: Bool = false) {
        parser = AnswerParser(isBodiless: isBodiless)
        self.limit = limit
    }

    /// Whether it is known that an answer came.
    var hasStatus: Bool { parser.hasStatus }
    var isWholeAtClose: Bool { parser.isWholeAtClose }
    /// Whether the connection can carry another request.
    var keepsAlive: Bool { head?.keepsAlive ?? false }

    mutating func take(_ input: Span<UInt8>) throws(AnswerFault) -> Progress {
        var start = 0
        while let event = try parser.take(input, at: &start) {
            switch event {
            case .head(let head):
                self.head = head
                if head.framing != .none { inflater = try Inflater.forContent(of: head) }
            case .body(let piece):
                guard try keep(input.extracting(piece)) else { return .cut }
                // Whatever pads what was packed, the body has come whole.
                if inflater?.isOverfed ?? false { return .whole(hasRest: true) }
            case .end:
                try checkEnd()
                return .whole(hasRest: start < input.count)
            }
        }
        return .needsMore
    }

    /// What was packed must have come to its end, unless nothing came at all.
    func checkEnd() throws(AnswerFault) {
        guard inflater?.hasEnded ?? true else { throw .malformed(word: "content-encoding") }
    }

    /// Hands the answer out; nil where no head has come.
    mutating func takeAnswer(isCut: Bool) -> ClientAnswer? {
        guard let head = head.take() else { return nil }
        var whole: [UInt8] = []
        swap(&whole, &body)
        inflater = nil
        return ClientAnswer(status: head.status, fields: head.fields, body: whole, isCut: isCut)
    }

    /// Hands out what is known of an answer whose rest makes no sense; nil where not even its status is.
    mutating func takeUnreadable() -> ClientAnswer? {
        guard let status = parser.status else { return nil }
        return ClientAnswer(status: status, fields: head.take()?.fields ?? .none, body: [], isCut: true)
    }

    /// Keeps what fits of a piece of the body; false where it did not fit whole.
    private mutating func keep(_ piece: Span<UInt8>) throws(AnswerFault) -> Bool {
        if let inflater { return try inflater.unpack(piece, into: &body, limit: limit) }
        let room = limit - body.count
        body.append(piece.extracting(first: min(room, piece.count)))
        return piece.count <= room
    }
}
