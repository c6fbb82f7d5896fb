/// Finds the lines of a text that grows, and looks at each byte once.
struct LineScanner {
    /// Where the line begins whose end is looked for.
    private(set) var start = 0
    private var scanned = 0

    /// The next line, without the CRLF that ends it; `nil` when its end is not there yet.
    ///
    /// Controls other than a tab are refused, as is half an end of line.
    mutating func next(in text: Span<UInt8>) throws(RequestFault) -> Range<Int>? {
        while let found = text.firstControl(from: scanned) {
            scanned = found
            switch text[found] {
            case 0x09: scanned += 1
            case 0x0D: return try end(at: found, text)
            case 0x0A: throw .bareLineFeed
            default: throw .control
            }
        }
        scanned = text.count
        return nil
    }

    private mutating func end(at carriageReturn: Int, _ text: Span<UInt8>) throws(RequestFault) -> Range<Int>? {
        guard carriageReturn + 1 < text.count else { return nil }
        guard text[carriageReturn + 1] == 0x0A else { throw .bareCarriageReturn }
        let line = start..<carriageReturn
        start = carriageReturn + 2
        scanned = start
        return line
    }
}
