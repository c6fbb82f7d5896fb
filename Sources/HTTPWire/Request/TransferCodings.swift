/// The transfer codings of a message, over all of its `Transfer-Encoding` fields.
struct TransferCodings {
    private(set) var isEmpty = true
    private var hasUnknown = false
    private var endsChunked = false
    private var isChunkedMisplaced = false

    /// Adds the codings that one field lists.
    mutating func add(_ value: Span<UInt8>) throws(RequestFault) {
        var start = 0
        while let element = value.nextListElement(&start) {
            let coding = value.extracting(element)
            guard !coding.isEmpty, coding.endOfToken(in: 0..<coding.count) == coding.count else { throw .coding }
            isEmpty = false
            // Whatever follows `chunked` was applied after it, so no reader could find the end.
            if endsChunked { isChunkedMisplaced = true }
            endsChunked = coding.readsWithoutCase("chunked")
            if !endsChunked { hasUnknown = true }
        }
    }

    /// Only `chunked` alone is understood, and the body's end is never known by two ways at once, because two readers would
    /// choose differently.
    func check(in version: HTTPVersion, hasLength: Bool) throws(RequestFault) {
        guard !hasLength else { throw .lengthAndCoding }
        guard version == .http11 else { throw .codingInHTTP10 }
        guard !isChunkedMisplaced else { throw .chunkedNotLast }
        guard !hasUnknown else { throw .unknownCoding }
    }
}
