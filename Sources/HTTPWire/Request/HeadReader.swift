/// Reads everything before a request's body.
struct HeadReader: SectionReader {
    private let limits: RequestLimits
    private var lines = LineScanner()
    private var fields: FieldLines
    private var requestLine: RequestLine?
    private var hasSkippedLine = false

    init(limits: RequestLimits) {
        self.limits = limits
        fields = FieldLines(limit: limits.fields)
    }

    var limit: Int { limits.head }

    mutating func read(_ text: Span<UInt8>) throws(RequestFault) -> (section: RequestHead, end: Int)? {
        if requestLine == nil { requestLine = try readRequestLine(text) }
        guard let requestLine else { return nil }
        let allowed = text.extracting(first: min(text.count, limit))
        while let line = try lines.next(in: allowed) {
            guard line.isEmpty else {
                try fields.add(allowed, line)
                continue
            }
            let end = lines.start
            return (try RequestHead(text.extracting(first: end), requestLine, fields.entries), end)
        }
        guard text.count < limit else { throw .headTooLarge }
        return nil
    }

    private mutating func readRequestLine(_ text: Span<UInt8>) throws(RequestFault) -> RequestLine? {
        let end = lines.start + limits.requestLine + 2
        let allowed = text.extracting(first: min(text.count, end, limit))
        guard let line = try lines.next(in: allowed) else {
            guard text.count < end else { throw .requestLineTooLong }
            guard text.count < limit else { throw .headTooLarge }
            return nil
        }
        guard line.isEmpty else { return try RequestLine(text, line) }
        // RFC 9112, 2.2: some clients send an empty line behind a body; one is enough for them.
        guard !hasSkippedLine else { throw .emptyLines }
        hasSkippedLine = true
        return try readRequestLine(text)
    }
}
