/// Finds the pieces of a body that comes in chunks, without keeping them.
struct ChunkReader: Sendable {
    enum Event: Sendable {
        /// A chunk of so many bytes begins.
        case size(UInt64)
        /// Where in the input bytes of the body stand.
        case data(Range<Int>)
        case end(trailers: HeaderFields)
    }

    private enum Place {
        case line
        case data(left: UInt64)
        case dataEnd(isAfterReturn: Bool)
        case trailers
    }

    private var place = Place.line
    private var line: PiecewiseReader<ChunkLineReader>
    private var trailers: PiecewiseReader<TrailerReader>
    private var extensionsLeft: Int

    /// Whether all of the body has come, though its trailers may not have.
    var isBodyWhole: Bool {
        if case .trailers = place { true } else { false }
    }

    init(limits: RequestLimits) {
        extensionsLeft = limits.chunkExtensions
        line = PiecewiseReader(ChunkLineReader(extensions: extensionsLeft))
        trailers = PiecewiseReader(TrailerReader(limits: limits))
    }

    /// What comes next in the input, from `start` on, which moves behind what was taken; nil where more is needed.
    mutating func take(_ input: Span<UInt8>, at start: inout Int) throws(RequestFault) -> Event? {
        while start < input.count {
            switch place {
            case .line:
                if let size = try takeLine(input, at: &start) { return .size(size) }
            case .data(let left): return .data(takeData(input, at: &start, left: left))
            case .dataEnd(let isAfterReturn):
                try takeDataEnd(input[start], isAfterReturn: isAfterReturn)
                start += 1
            case .trailers:
                let taken = try trailers.take(input.extracting(start..<input.count))
                start += taken.consumed
                if let trailers = taken.section { return .end(trailers: trailers) }
            }
        }
        return nil
    }

    private mutating func takeLine(_ input: Span<UInt8>, at start: inout Int) throws(RequestFault) -> UInt64? {
        let (consumed, chunk) = try line.take(input.extracting(start..<input.count))
        start += consumed
        guard let chunk else { return nil }
        guard chunk.extensionBytes <= extensionsLeft else { throw .chunkExtensionsTooLarge }
        extensionsLeft -= chunk.extensionBytes
        line = PiecewiseReader(ChunkLineReader(extensions: extensionsLeft))
        place = chunk.size == 0 ? .trailers : .data(left: chunk.size)
        return chunk.size
    }

    private mutating func takeData(_ input: Span<UInt8>, at start: inout Int, left: UInt64) -> Range<Int> {
        let piece = start..<start + Int(min(left, UInt64(input.count - start)))
        start = piece.upperBound
        let rest = left - UInt64(piece.count)
        place = rest == 0 ? .dataEnd(isAfterReturn: false) : .data(left: rest)
        return piece
    }

    private mutating func takeDataEnd(_ byte: UInt8, isAfterReturn: Bool) throws(RequestFault) {
        guard byte == (isAfterReturn ? 0x0A : 0x0D) else { throw .chunkEnd }
        place = isAfterReturn ? .line : .dataEnd(isAfterReturn: true)
    }
}
