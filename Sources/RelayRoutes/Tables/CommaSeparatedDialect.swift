/// How a comma-separated file is punctuated.
package struct CommaSeparatedDialect: Sendable, Hashable {
    /// What stands between two fields.
    package let separator: Separator
    /// What stands behind a row.
    package let lineEnd: LineEnd

    package enum Separator: UInt8, Sendable {
        case comma = 0x2C
        case semicolon = 0x3B
    }

    package enum LineEnd: String, Sendable {
        case unix = "\n"
        case windows = "\r\n"
    }

    package init(separator: Separator = .comma, lineEnd: LineEnd = .unix) {
        self.separator = separator
        self.lineEnd = lineEnd
    }
}

/// How large a comma-separated file may be.
package struct CommaSeparatedLimits: Sendable, Hashable {
    package let bytes: Int
    package let rows: Int
    package let columns: Int
    package let fieldBytes: Int

    package static let standard = CommaSeparatedLimits()

    package init(
        bytes: Int = 128 << 20,
        rows: Int = 1_000_000,
        columns: Int = 1_000,
        fieldBytes: Int = 64 << 10
    ) {
        precondition(bytes <= 1 << 31, "a field's place is held in 32 bits")
        self.bytes = bytes
        self.rows = rows
        self.columns = columns
        self.fieldBytes = fieldBytes
    }
}
