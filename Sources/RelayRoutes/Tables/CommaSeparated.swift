/// A comma-separated file that has been checked whole, with an index of its fields.
///
/// RFC 4180 in UTF-8, the first row being the header: fields may be quoted, lines end as on Unix or as on Windows, and
/// where the header has more semicolons than commas, as Excel writes it in half of Europe, semicolons separate. Lines
/// without a byte are passed over. No field is decoded before somebody asks, and what is not changed can be written back
/// byte for byte.
package final class CommaSeparated: Sendable {
    package let bytes: [UInt8]
    package let dialect: CommaSeparatedDialect
    let limits: CommaSeparatedLimits
    let columns: Int
    /// The fields of all rows one behind the other, the header's first.
    private let fields: [CommaSeparatedField]
    /// The line that each row begins on, the header first.
    private let lines: [UInt32]

    package init(
        _ bytes: [UInt8],
        limits: CommaSeparatedLimits = .standard
    ) throws(CommaSeparatedError) {
        var parser = CommaSeparatedParser(limits: limits)
        try parser.parse(bytes.span)
        self.bytes = bytes
        self.limits = limits
        dialect = parser.dialect
        columns = parser.columns
        fields = parser.fields
        lines = parser.lines
    }

    package convenience init(_ text: String) throws(CommaSeparatedError) {
        try self.init(Array(text.utf8))
    }

    /// The names of the columns.
    package var header: [String] { CommaSeparatedRow(file: self, number: 0).fields }

    /// How many rows there are below the header.
    package var rowCount: Int { lines.count - 1 }

    /// The rows below the header.
    package var rows: some RandomAccessCollection<CommaSeparatedRow> {
        (1..<lines.count).lazy.map { CommaSeparatedRow(file: self, number: $0) }
    }

    /// The line that a row begins on, the header being row zero.
    func line(ofRow row: Int) -> Int { Int(lines[row]) }

    func field(_ column: Int, ofRow row: Int) -> CommaSeparatedField { fields[row * columns + column] }

    /// The field's text, free of its quotation marks.
    func text(of field: CommaSeparatedField) -> [UInt8] {
        guard field.hasDoubledQuotes else { return Array(bytes[field.content]) }
        var text: [UInt8] = []
        var quotes = 0
        for byte in bytes[field.content] {
            quotes = byte == UInt8(ascii: "\"") ? quotes + 1 : 0
            // Between quotation marks they come in pairs, of which the first is taken.
            if quotes % 2 == 0 && quotes > 0 { continue }
            text.append(byte)
        }
        return text
    }

    enum Order {
        case before, same, behind
    }

    /// How two fields' texts stand to each other, byte by byte.
    func order(_ left: CommaSeparatedField, _ right: CommaSeparatedField) -> Order {
        guard right.hasDoubledQuotes else {
            let bytes = bytes
            return order(left, bytes.span.extracting(right.content))
        }
        let text = text(of: right)
        return order(left, text.span)
    }

    func order(_ field: CommaSeparatedField, _ text: Span<UInt8>) -> Order {
        guard field.hasDoubledQuotes else {
            let bytes = bytes
            return Self.order(bytes.span.extracting(field.content), text)
        }
        let decoded = self.text(of: field)
        return Self.order(decoded.span, text)
    }

    private static func order(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Order {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return left[index] < right[index] ? .before : .behind
        }
        return left.count == right.count ? .same : left.count < right.count ? .before : .behind
    }
}

/// A row of a comma-separated file.
package struct CommaSeparatedRow: Sendable {
    let file: CommaSeparated
    /// Its place in the file, the header being row zero.
    let number: Int

    /// The line that it begins on.
    package var line: Int { file.line(ofRow: number) }

    package var fields: [String] { (0..<file.columns).map { self[$0] } }

    package subscript(column: Int) -> String {
        String(decoding: file.text(of: file.field(column, ofRow: number)), as: UTF8.self)
    }
}

/// Where a field stands in the bytes of its file.
struct CommaSeparatedField: Sendable {
    let start: UInt32
    let end: UInt32
    let isQuoted: Bool
    let hasDoubledQuotes: Bool

    init(_ range: Range<Int>, isQuoted: Bool = false, hasDoubledQuotes: Bool = false) {
        start = UInt32(truncatingIfNeeded: range.lowerBound)
        end = UInt32(truncatingIfNeeded: range.upperBound)
        self.isQuoted = isQuoted
        self.hasDoubledQuotes = hasDoubledQuotes
    }

    /// The whole field, with its quotation marks.
    var range: Range<Int> { Int(start)..<Int(end) }
    /// What stands between the quotation marks.
    var content: Range<Int> { isQuoted ? Int(start) + 1..<Int(end) - 1 : range }
}
