/// A body that comes in chunks, and what of it is there.
struct ChunkedBody: Sendable {
    private enum Place {
        case line
        case data(left: Int)
        case dataEnd(isAfterReturn: Bool)
        case trailers
    }

    private(set) var bytes: [UInt8] = []
    private var place = Place.line
    private var line: PiecewiseReader<ChunkLineReader>
    private var trailers: PiecewiseReader<TrailerReader>
    private var extensionsLeft: Int

    init(limits: RequestLimits) {
        extensionsLeft = limits.chunkExtensions
        line = PiecewiseReader(ChunkLineReader(extensions: extensionsLeft))
        trailers = PiecewiseReader(TrailerReader(limits: limits))
    }

    /// Takes what belongs to the body, of at most `limit` bytes; the trailers when it is whole.
    mutating func take(
        _ input: Span<UInt8>,
        limit: Int
    ) throws(RequestFault) -> (consumed: Int, trailers: HeaderFields?) {
        var consumed = 0
        while consumed < input.count {
            let rest = input.extracting(consumed..<input.count)
            switch place {
            case .line: consumed += try takeLine(rest, limit: limit)
            case .data(let left): consumed += takeData(rest, left: left)
            case .dataEnd(let isAfterReturn):
                try takeDataEnd(rest[0], isAfterReturn: isAfterReturn)
                consumed += 1
            case .trailers:
                let taken = try trailers.take(rest)
                consumed += taken.consumed
                if let trailers = taken.section { return (consumed, trailers) }
            }
        }
        return (consumed, nil)
    }

    private mutating func takeLine(_ input: Span<UInt8>, limit: Int) throws(RequestFault) -> Int {
        let (consumed, chunk) = try line.take(input)
        guard let chunk else { return consumed }
        guard chunk.size <= UInt64(max(0, limit - bytes.count)) else { throw .bodyTooLarge }
        guard chunk.extensionBytes <= extensionsLeft else { throw .chunkExtensionsTooLarge }
        extensionsLeft -= chunk.extensionBytes
        line = PiecewiseReader(ChunkLineReader(extensions: extensionsLeft))
        place = chunk.size == 0 ? .trailers : .data(left: Int(chunk.size))
        return consumed
    }

    private mutating func takeData(_ input: Span<UInt8>, left: Int) -> Int {
        let taken = min(left, input.count)
        bytes.append(input.extracting(first: taken))
        place = taken == left ? .dataEnd(isAfterReturn: false) : .data(left: left - taken)
        return taken
    }

    private mutating func takeDataEnd(_ byte: UInt8, isAfterReturn: Bool) throws(RequestFault) {
        guard byte == (isAfterReturn ? 0x0A : 0x0D) else { throw .chunkEnd }
        place = isAfterReturn ? .line : .dataEnd(isAfterReturn: true)
    }
}
