import JSON

/// The columns that are left on a line; it looks no further into a value than they reach.
struct JSONLayoutRoom {
    private var columns: Int

    init(columns: Int) {
        self.columns = columns
    }

    /// Whether the value fits on the line, and may stand on one; the columns are then taken.
    mutating func holds(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .null, .bool, .number, .string: take(value.byteRange, of: value.document)
        case .array: holdsArray(value)
        case .object: holdsObject(value)
        }
    }

    private mutating func holdsArray(_ array: JSONValue) -> Bool {
        guard take(2) else { return false }
        var isFirst = true
        var hasRecord = false
        for element in array.elements {
            hasRecord = hasRecord || element.kind == .object && element.count > 2
            guard isFirst || !hasRecord && take(2), holds(element) else { return false }
            isFirst = false
        }
        return true
    }

    private mutating func holdsObject(_ object: JSONValue) -> Bool {
        var isFirst = true
        for member in object.allMembers {
            // The braces' inner blanks, or a comma and a blank.
            guard take(isFirst ? 4 : 2), take(member.nameByteRange, of: object.document), take(2), holds(member.value)
            else { return false }
            isFirst = false
        }
        return !isFirst || take(2)
    }

    private mutating func take(_ count: Int) -> Bool {
        columns -= count
        return columns >= 0
    }

    private mutating func take(_ range: Range<Int>, of document: JSONDocument) -> Bool {
        // A scalar of Unicode takes four bytes at the most, so a long text is refused without being read.
        guard range.count <= max(0, columns) * 4 else { return false }
        return take(document.bytes[range].count { $0 & 0xC0 != 0x80 })
    }
}
