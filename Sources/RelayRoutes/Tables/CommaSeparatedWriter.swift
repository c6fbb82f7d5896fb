/// Writes rows as a comma-separated text that every reader of RFC 4180 takes.
package struct CommaSeparatedWriter: Sendable {
    package private(set) var bytes: [UInt8] = []
    private let dialect: CommaSeparatedDialect

    package init(_ dialect: CommaSeparatedDialect = CommaSeparatedDialect()) {
        self.dialect = dialect
    }

    package mutating func row(_ fields: [String]) {
        for (position, field) in fields.enumerated() {
            if position > 0 { bytes.append(dialect.separator.rawValue) }
            // Alone in its row, an empty field would be an empty line.
            bytes += Self.spelled(Array(field.utf8), isQuoted: fields.count == 1 && field.isEmpty)
        }
        bytes += dialect.lineEnd.rawValue.utf8
    }

    /// The field as it is written: in quotation marks where it must be, or where the one before it was.
    static func spelled(_ text: [UInt8], isQuoted: Bool) -> [UInt8] {
        guard isQuoted || needsQuotes(text) else { return text }
        var field = [UInt8(ascii: "\"")]
        for byte in text {
            if byte == UInt8(ascii: "\"") { field.append(byte) }
            field.append(byte)
        }
        return field + [UInt8(ascii: "\"")]
    }

    /// Either separator counts, or the header could be taken for one of the other kind; spaces at the ends, because some
    /// readers drop them; a byte order mark, because at the head of the file it would be one.
    private static func needsQuotes(_ text: [UInt8]) -> Bool {
        let space = UInt8(ascii: " ")
        return text.first == space || text.last == space || text.starts(with: [0xEF, 0xBB, 0xBF])
            || text.contains { byte in
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), 0x0A, 0x0D: true
                default: false
                }
            }
    }
}
