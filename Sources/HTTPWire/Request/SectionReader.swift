/// Reads a part of a request whose end only its own grammar tells.
protocol SectionReader: Sendable {
    associatedtype Section

    /// At so many bytes the reader knows its section or refuses it.
    var limit: Int { get }

    /// The section and where it ends; `nil` when the text does not reach that far.
    ///
    /// Each call gets the text of the one before with more behind it. What comes of a text depends on its bytes alone,
    /// never on the calls that they came in.
    mutating func read(_ text: Span<UInt8>) throws(RequestFault) -> (section: Section, end: Int)?
}

/// Gives a reader one text, though it comes in pieces: what comes in one piece is read where it lies.
struct PiecewiseReader<Reader: SectionReader>: Sendable {
    private(set) var reader: Reader
    private var held: [UInt8] = []

    init(_ reader: Reader) { self.reader = reader }

    var hasBegun: Bool { !held.isEmpty }

    /// How much of the input belongs to the section, and the section when it is whole.
    mutating func take(_ input: Span<UInt8>) throws(RequestFault) -> (consumed: Int, section: Reader.Section?) {
        guard hasBegun else {
            if let (section, end) = try reader.read(input) { return (end, section) }
            held = input.copied
            return (input.count, nil)
        }
        // Out of `self` while it is read, so that reader and text are no overlapping accesses.
        var text: [UInt8] = []
        swap(&text, &held)
        let before = text.count
        let taken = min(input.count, reader.limit - before)
        text.append(input.extracting(first: taken))
        guard let (section, end) = try reader.read(text.span) else {
            held = text
            return (taken, nil)
        }
        return (end - before, section)
    }
}
