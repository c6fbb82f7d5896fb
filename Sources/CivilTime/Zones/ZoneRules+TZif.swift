extension ZoneRules {
    /// Reads the bytes of a compiled time zone file: TZif (RFC 8536), versions 1 to 4.
    ///
    /// Any bytes may be given: what is wrong is thrown, and no more memory is taken than a few times theirs.
    package init(tzif bytes: [UInt8]) throws(ZoneRulesError) {
        var cursor = ByteCursor(bytes)
        let oldHeader = try TZifHeader(&cursor)
        guard oldHeader.version > 1 else {
            let (initialOffset, transitions) = try oldHeader.readBlock(&cursor, times: Int32.self)
            self.init(initialOffset: initialOffset, transitions: transitions, laterYears: nil)
            return
        }
        // Since version 2 the 32-bit block is there for old readers only, and may be empty.
        try oldHeader.skipBlock(&cursor, timeSize: 4)
        let header = try TZifHeader(&cursor)
        let (initialOffset, transitions) = try header.readBlock(&cursor, times: Int64.self)
        self.init(
            initialOffset: initialOffset,
            transitions: transitions,
            laterYears: try Self.readFooter(&cursor)
        )
    }

    /// Reads the rule for later years, between two newlines; there may be none between them.
    private static func readFooter(_ cursor: inout ByteCursor) throws(ZoneRulesError) -> YearlyRule? {
        guard cursor.take("\n") else { throw .wrongFooter }
        let text = cursor.takeAll { $0 != UInt8(ascii: "\n") }
        guard cursor.take("\n") else { throw .wrongFooter }
        guard !text.isEmpty else { return nil }
        guard let rule = YearlyRule(posix: text) else { throw .wrongFooter }
        return rule
    }
}
