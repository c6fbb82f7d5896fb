/// Reads the line before a chunk: its size in hexadecimal and perhaps extensions, which mean nothing to the relay.
struct ChunkLineReader: SectionReader {
    /// What one line says: how many bytes the chunk has, and how many the line spent on extensions.
    struct ChunkLine {
        let size: UInt64
        let extensionBytes: Int
    }

    /// The digits of the largest size that is worth reading before it is refused.
    private static let longestSize = 16
    let limit: Int
    private var lines = LineScanner()

    /// - Parameter extensions: How many bytes of extensions the body may still spend.
    init(extensions: Int) { limit = Self.longestSize + extensions + 2 }

    mutating func read(_ text: Span<UInt8>) throws(RequestFault) -> (section: ChunkLine, end: Int)? {
        guard let line = try lines.next(in: text.extracting(first: min(text.count, limit))) else {
            guard text.count < limit else { throw .chunkExtensionsTooLarge }
            return nil
        }
        return (try Self.chunkLine(text.extracting(line)), lines.start)
    }

    private static func chunkLine(_ line: Span<UInt8>) throws(RequestFault) -> ChunkLine {
        var size: UInt64 = 0
        var index = 0
        while index < line.count, let digit = line[index].hexadecimalDigit {
            guard index < longestSize else { throw .chunkSize }
            size = size << 4 | UInt64(digit)
            index += 1
        }
        guard index > 0, index == line.count || line[index] == UInt8(ascii: ";") else { throw .chunkSize }
        let extensionBytes = line.count - index
        while index < line.count { try skipExtension(line, &index) }
        return ChunkLine(size: size, extensionBytes: extensionBytes)
    }

    /// Skips `;name`, `;name=token` or `;name="text"`.
    private static func skipExtension(_ line: Span<UInt8>, _ index: inout Int) throws(RequestFault) {
        guard line[index] == UInt8(ascii: ";") else { throw .chunkExtension }
        index += 1
        try skipToken(line, &index)
        guard index < line.count, line[index] == UInt8(ascii: "=") else { return }
        index += 1
        guard index < line.count, line[index] == UInt8(ascii: "\"") else { return try skipToken(line, &index) }
        index += 1
        while index < line.count, line[index] != UInt8(ascii: "\"") {
            index += line[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < line.count else { throw .chunkExtension }
        index += 1
    }

    private static func skipToken(_ line: Span<UInt8>, _ index: inout Int) throws(RequestFault) {
        let end = line.endOfToken(in: index..<line.count)
        guard end > index else { throw .chunkExtension }
        index = end
    }
}
