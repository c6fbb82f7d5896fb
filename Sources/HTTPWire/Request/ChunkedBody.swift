/// A body that comes in chunks, and what of it is there.
struct ChunkedBody: Sendable {
    private(set) var bytes: [UInt8] = []
    private var chunks: ChunkReader

    init(limits: RequestLimits) { chunks = ChunkReader(limits: limits) }

    /// Takes what belongs to the body, of at most `limit` bytes; the trailers when it is whole.
    mutating func take(
        _ input: Span<UInt8>,
        limit: Int
    ) throws(RequestFault) -> (consumed: Int, trailers: HeaderFields?) {
        var consumed = 0
        while let event = try chunks.take(input, at: &consumed) {
            switch event {
            case .size(let size):
                guard size <= UInt64(max(0, limit - bytes.count)) else { throw .bodyTooLarge }
            case .data(let piece): bytes.append(input.extracting(piece))
            case .end(let trailers): return (consumed, trailers)
            }
        }
        return (consumed, nil)
    }
}
