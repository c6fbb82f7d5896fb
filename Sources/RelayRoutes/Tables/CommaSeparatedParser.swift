/// Reads a comma-separated text once and leaves the index of its fields behind.
///
/// A method is called with the cursor on the first byte of what it reads and leaves it behind the last.
struct CommaSeparatedParser {
    private(set) var dialect = CommaSeparatedDialect()
    private(set) var fields: [CommaSeparatedField] = []
    private(set) var lines: [UInt32] = []
    /// How many fields the header has, and with it every row.
    private(set) var columns = 0
    private let limits: CommaSeparatedLimits
    private var separator = UInt8(ascii: ",")
    private var cursor = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(limits: CommaSeparatedLimits) {
        self.limits = limits
    }

    mutating func parse(_ bytes: Span<UInt8>) throws(CommaSeparatedError) {
        guard bytes.count <= limits.bytes else { throw error(.tooLong(limits.bytes)) }
        try checkText(bytes)
        skipByteOrderMark(bytes)
        skipEmptyLines(bytes)
        guard cursor < bytes.count else { throw error(.empty) }
        dialect = CommaSeparatedDialect(header: bytes.extracting(droppingFirst: cursor))
        separator = dialect.separator.rawValue
        while cursor < bytes.count {
            try row(bytes)
            skipEmptyLines(bytes)
        }
    }

    // MARK: Rows

    private mutating func row(_ bytes: Span<UInt8>) throws(CommaSeparatedError) {
        let (firstField, firstLine) = (fields.count, line)
        guard lines.count <= limits.rows else { throw error(.tooManyRows(limits.rows)) }
        while true {
            try field(bytes)
            guard cursor < bytes.count, bytes[cursor] == separator else { break }
            cursor += 1
        }
        try endOfLine(bytes)
        let count = fields.count - firstField
        if lines.isEmpty {
            guard count <= limits.columns else { throw error(.tooManyColumns(limits.columns), firstLine) }
            columns = count
        }
        guard count == columns else { throw error(.fieldCount(count, header: columns), firstLine) }
        lines.append(UInt32(truncatingIfNeeded: firstLine))
    }

    private mutating func endOfLine(_ bytes: Span<UInt8>) throws(CommaSeparatedError) {
        guard cursor < bytes.count else { return }
        if bytes[cursor] == Self.carriageReturn { cursor += 1 }
        guard cursor < bytes.count, bytes[cursor] == Self.lineFeed else { throw error(.bareCarriageReturn) }
        cursor += 1
        line += 1
    }

    // MARK: Fields

    private mutating func field(_ bytes: Span<UInt8>) throws(CommaSeparatedError) {
        if cursor < bytes.count, bytes[cursor] == Self.quote { return try quotedField(bytes) }
        let start = cursor
        while cursor < bytes.count, !endsField(bytes[cursor]) {
            guard bytes[cursor] != Self.quote else { throw error(.strayQuote) }
            cursor += 1
        }
        try append(CommaSeparatedField(start..<cursor), line)
    }

    private mutating func quotedField(_ bytes: Span<UInt8>) throws(CommaSeparatedError) {
        let (start, firstLine) = (cursor, line)
        var hasDoubledQuotes = false
        cursor += 1
        while true {
            guard cursor < bytes.count else { throw error(.unclosedQuote, firstLine) }
            if bytes[cursor] == Self.lineFeed { line += 1 }
            if bytes[cursor] == Self.quote {
                guard cursor + 1 < bytes.count, bytes[cursor + 1] == Self.quote else { break }
                hasDoubledQuotes = true
                cursor += 1
            }
            cursor += 1
        }
        cursor += 1
        guard cursor == bytes.count || endsField(bytes[cursor]) else { throw error(.textAfterQuote) }
        let field = CommaSeparatedField(start..<cursor, isQuoted: true, hasDoubledQuotes: hasDoubledQuotes)
        try append(field, firstLine)
    }

    private mutating func append(_ field: CommaSeparatedField, _ line: Int) throws(CommaSeparatedError) {
        guard field.content.count <= limits.fieldBytes else { throw error(.fieldTooLong(limits.fieldBytes), line) }
        fields.append(field)
    }

    private func endsField(_ byte: UInt8) -> Bool {
        byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    // MARK: Bytes

    private func checkText(_ bytes: Span<UInt8>) throws(CommaSeparatedError) {
        var line = 1
        for index in 0..<bytes.count {
            guard bytes[index] != 0 else { throw error(.nul, line) }
            if bytes[index] == Self.lineFeed { line += 1 }
        }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes)
        } catch {
            let before = bytes.extracting(0..<error.byteOffsets.lowerBound)
            throw self.error(.invalidUTF8, before.indices.reduce(1) { $0 + (before[$1] == Self.lineFeed ? 1 : 0) })
        }
    }

    private mutating func skipByteOrderMark(_ bytes: Span<UInt8>) {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { cursor = 3 }
    }

    private mutating func skipEmptyLines(_ bytes: Span<UInt8>) {
        while cursor < bytes.count {
            let isWindows = bytes[cursor] == Self.carriageReturn && cursor + 1 < bytes.count
            let end = isWindows ? cursor + 1 : cursor
            guard bytes[end] == Self.lineFeed else { return }
            cursor = end + 1
            line += 1
        }
    }

    private func error(_ code: CommaSeparatedError.Code, _ line: Int? = nil) -> CommaSeparatedError {
        CommaSeparatedError(code: code, line: line ?? self.line)
    }
}

extension CommaSeparatedDialect {
    /// Finds out by the header how a file is punctuated.
    fileprivate init(header bytes: Span<UInt8>) {
        var counts: (commas: Int, semicolons: Int) = (0, 0)
        var isQuoted = false
        var index = 0
        while index < bytes.count, isQuoted || bytes[index] != UInt8(ascii: "\n") {
            switch bytes[index] {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted: counts.commas += 1
            case UInt8(ascii: ";") where !isQuoted: counts.semicolons += 1
            default: break
            }
            index += 1
        }
        let isWindows = index < bytes.count && index > 0 && bytes[index - 1] == UInt8(ascii: "\r")
        self.init(
            separator: counts.semicolons > counts.commas ? .semicolon : .comma,
            lineEnd: isWindows ? .windows : .unix
        )
    }
}
