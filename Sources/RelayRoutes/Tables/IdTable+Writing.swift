/// A table's file with pairs set in it, and what that changed.
package struct IdTableMerge: Sendable, Hashable {
    /// The whole file.
    package let bytes: [UInt8]
    /// The keys that are new, in the order in which they came.
    package let added: [String]
    /// The keys that have another value now.
    package let changed: [String]
    /// How many pairs stood there already.
    package let unchanged: Int
}

extension IdTable {
    /// The file with the key's value set; everything else stays byte for byte.
    package func setting(_ key: String, to value: String) throws(IdTableError) -> [UInt8] {
        try merging([IdPair(key: key, value: value)]).bytes
    }

    /// The file with the pairs set: a value is replaced where it stands, a new key gets a row at the end, whose other
    /// columns are empty.
    package func merging(_ pairs: some Sequence<IdPair>) throws(IdTableError) -> IdTableMerge {
        var edits = IdTableEdits(self)
        for pair in pairs { try edits.set(pair) }
        return try edits.merge()
    }
}

/// The changes to a table's file that have been asked for.
private struct IdTableEdits {
    private let table: IdTable
    private var added: [String] = []
    private var changed: [String] = []
    private var unchanged = 0
    private var rows: CommaSeparatedWriter
    private var values: [(field: CommaSeparatedField, text: [UInt8])] = []
    private var seen: [[UInt8]: [UInt8]] = [:]

    init(_ table: IdTable) {
        self.table = table
        rows = CommaSeparatedWriter(table.file.dialect)
    }

    mutating func set(_ pair: IdPair) throws(IdTableError) {
        let (key, value) = (Array(pair.key.utf8), Array(pair.value.utf8))
        try IdText.check(key, .key, lines: [], table.file.limits)
        try IdText.check(value, .value, lines: [], table.file.limits)
        if let earlier = seen.updateValue(value, forKey: key) {
            guard earlier == value else { throw IdTableError(.twoValues, lines: []) }
            return
        }
        let found = table.rows(of: key)
        guard let first = found.first else { return append(pair) }
        guard table.valueText(first) != value else { return unchanged += 1 }
        changed.append(pair.key)
        // A key may stand twice with one value; set in one place only, it would have two.
        values += found.map { (table.file.field(table.valueColumn, ofRow: $0), value) }
    }

    private mutating func append(_ pair: IdPair) {
        var fields = Array(repeating: "", count: table.file.columns)
        fields[table.keyColumn] = pair.key
        fields[table.valueColumn] = pair.value
        rows.row(fields)
        added.append(pair.key)
    }

    /// Puts the file together again; what would be too large to be read is not written.
    func merge() throws(IdTableError) -> IdTableMerge {
        let (file, limits) = (table.file, table.file.limits)
        guard file.rowCount + added.count <= limits.rows else {
            throw IdTableError(.tooManyRows(limits.rows), lines: [])
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(file.bytes.count + rows.bytes.count)
        var copied = 0
        for (field, text) in values.sorted(by: { $0.field.start < $1.field.start }) {
            bytes += file.bytes[copied..<field.range.lowerBound]
            bytes += CommaSeparatedWriter.spelled(text, isQuoted: field.isQuoted)
            copied = field.range.upperBound
        }
        bytes += file.bytes[copied...]
        if !rows.bytes.isEmpty, bytes.last != UInt8(ascii: "\n") { bytes += file.dialect.lineEnd.rawValue.utf8 }
        bytes += rows.bytes
        guard bytes.count <= limits.bytes else { throw IdTableError(.tooLong(limits.bytes), lines: []) }
        return IdTableMerge(bytes: bytes, added: added, changed: changed, unchanged: unchanged)
    }
}
