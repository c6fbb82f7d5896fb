/// Reads everything before an answer's body.
struct AnswerHeadReader: SectionReader {
    private let isBodiless: Bool
    private var lines = LineScanner()
    private var fields = FieldLines(limit: RequestLimits.answers.fields)
    private var statusLine: StatusLine?

    init(isBodiless: Bool) { self.isBodiless = isBodiless }

    var limit: Int { RequestLimits.answers.head }
    /// What the first line says; nil while it has not come.
    var status: Int? { statusLine?.status }

    mutating func read(_ text: Span<UInt8>) throws(RequestFault) -> (section: AnswerHead, end: Int)? {
        let allowed = text.extracting(first: min(text.count, limit))
        while let line = try nextLine(in: allowed) {
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

    private mutating func nextLine(in text: Span<UInt8>) throws(RequestFault) -> Range<Int>? {
        do throws(RequestFault) {
            return try lines.next(in: text)
        } catch {
            // Half an end of line is none, but no reader takes what stands before it for another status.
            if statusLine == nil, error == .bareLineFeed {
                let end = text.firstIndex(of: 0x0A, in: text.indices) ?? text.count
                statusLine = try? StatusLine(text.extracting(first: end))
            }
            throw error
        }
    }
}
