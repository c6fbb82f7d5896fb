/// Reads what may follow the last chunk of a body, up to and with the empty line.
struct TrailerReader: SectionReader {
    let limit: Int
    private var lines = LineScanner()
    private var fields: FieldLines

    init(limits: RequestLimits) {
        limit = limits.trailers
        fields = FieldLines(limit: limits.fields)
    }

    mutating func read(_ text: Span<UInt8>) throws(RequestFault) -> (section: HeaderFields, end: Int)? {
        let allowed = text.extracting(first: min(text.count, limit))
        while let line = try lines.next(in: allowed) {
            guard line.isEmpty else {
                try fields.add(allowed, line)
                continue
            }
            return (try trailers(text.extracting(first: lines.start)), lines.start)
        }
        guard text.count < limit else { throw .trailersTooLarge }
        return nil
    }

    private func trailers(_ text: Span<UInt8>) throws(RequestFault) -> HeaderFields {
        guard !fields.entries.isEmpty else { return .none }
        let trailers = HeaderFields(copying: text, entries: fields.entries)
        for entry in trailers.entries where trailers.bytes.span.extracting(entry.name.range).isForbiddenInTrailers {
            throw .forbiddenTrailer
        }
        return trailers
    }
}

extension Span<UInt8> {
    /// Whether a field of that name would change, from behind the body, how the request was read or who sent it.
    ///
    /// RFC 9110, 6.5.1: framing, routing, modifiers, authentication and what describes the content.
    fileprivate var isForbiddenInTrailers: Bool {
        switch count {
        case 2: reads("te")
        case 4: reads("host")
        case 6: reads("cookie") || reads("expect")
        case 7: reads("trailer") || reads("upgrade")
        case 10: reads("connection") || reads("keep-alive")
        case 12: reads("content-type") || reads("max-forwards")
        case 13: reads("authorization") || reads("cache-control") || reads("content-range")
        case 14: reads("content-length")
        case 16: reads("content-encoding")
        case 17: reads("transfer-encoding")
        case 19: reads("proxy-authorization")
        default: false
        }
    }
}
