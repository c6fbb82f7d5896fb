/// Reads everything before an answer's body.
struct AnswerHeadReader: SectionReader {
    private let isBodiless: Bool
    private var lines = LineScanner()
    private var fields = FieldLines(limit: RequestLimits.answers.fields)
    private var statusLine: StatusLine?

    init(isBodiless: Bool) { self.isBodiless = isBodiless }

    var limit: Int { RequestLimits.answers.head }
    /// Whether the line has come that says it is an answer.
    var hasStatus: Bool { statusLine != nil }

    mutating func read(_ text: Span<UInt8>) throws(RequestFault) -> (section: AnswerHead, end: Int)? {
        let allowed = text.extracting(first: min(text.count, limit))
        while let line = try lines.next(in: allowed) {
            guard let statusLine else {
                statusLine = try StatusLine(allowed.extracting(line))
                continue
            }
            guard line.isEmpty else {
                try fields.add(allowed, line)
                continue
            }
            let end = lines.start
            let head = text.extracting(first: end)
            return (try AnswerHead(head, statusLine, fields.entries, isBodiless: isBodiless), end)
        }
        guard text.count < limit else { throw .headTooLarge }
        return nil
    }
}
