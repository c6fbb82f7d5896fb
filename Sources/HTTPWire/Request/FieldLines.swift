/// Collects field lines up to a limit of their number.
struct FieldLines {
    private(set) var entries: [HeaderFields.Entry] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Reads `name: value` at that place of the text.
    mutating func add(_ text: Span<UInt8>, _ line: Range<Int>) throws(RequestFault) {
        guard entries.count < limit else { throw .tooManyFields }
        let nameEnd = text.endOfToken(in: line)
        guard nameEnd < line.upperBound, text[nameEnd] == UInt8(ascii: ":") else {
            throw Self.fault(text, line, nameEnd)
        }
        guard nameEnd > line.lowerBound else { throw .fieldName }
        // Room for the fields of an ordinary request in one allocation.
        if entries.isEmpty { entries.reserveCapacity(16) }
        let value = text.trimmed(nameEnd + 1..<line.upperBound)
        entries.append(HeaderFields.Entry(name: Extent(line.lowerBound..<nameEnd), value: Extent(value)))
    }

    /// Why no colon stands where the name ends.
    private static func fault(_ text: Span<UInt8>, _ line: Range<Int>, _ nameEnd: Int) -> RequestFault {
        guard nameEnd < line.upperBound else { return .noColon }
        guard text[nameEnd].isSpace else { return .fieldName }
        if nameEnd == line.lowerBound { return .foldedField }
        let next = text.trimmed(nameEnd..<line.upperBound).lowerBound
        return next < line.upperBound && text[next] == UInt8(ascii: ":") ? .spaceBeforeColon : .fieldName
    }
}
