/// One system's identifiers for another's, as two columns of a comma-separated file that people and programs keep.
///
/// Keys are compared byte for byte. The table holds the file and an order of its rows, so that a million rows cost little
/// more than their text.
package struct IdTable: Sendable {
    package let file: CommaSeparated
    let keyColumn: Int
    let valueColumn: Int
    /// The file's rows by their keys; rows of one key in the order of the file.
    private let sorted: [UInt32]

    /// Takes two columns of a file, by their names.
    package init(_ file: CommaSeparated, key: String, value: String) throws(IdTableError) {
        self.file = file
        keyColumn = try Self.column(key, of: file)
        valueColumn = try Self.column(value, of: file)
        guard keyColumn != valueColumn else { throw IdTableError(.oneColumn, lines: [1]) }
        for row in 0..<file.rowCount {
            let line = [file.line(ofRow: row + 1)]
            try IdText.check(file.text(of: file.field(keyColumn, ofRow: row + 1)), .key, lines: line, file.limits)
            try IdText.check(file.text(of: file.field(valueColumn, ofRow: row + 1)), .value, lines: line, file.limits)
        }
        let column = keyColumn
        sorted = (1..<UInt32(file.rowCount + 1)).sorted { left, right in
            switch file.order(file.field(column, ofRow: Int(left)), file.field(column, ofRow: Int(right))) {
            case .before: true
            case .same: left < right
            case .behind: false
            }
        }
        try checkThatKeysAgree()
    }

    /// The pairs in the order of the file; a key that stands twice is among them twice.
    package var pairs: some RandomAccessCollection<IdPair> {
        (1..<file.rowCount + 1).lazy.map { [self] row in
            IdPair(key: text(keyColumn, row), value: text(valueColumn, row))
        }
    }

    package subscript(key: String) -> String? {
        rows(of: Array(key.utf8)).first.map { text(valueColumn, $0) }
    }

    /// The file's rows that have the key.
    func rows(of key: [UInt8]) -> [Int] {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if file.order(field(keyColumn, sorted[middle]), key.span) == .before {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return sorted[low...].prefix { file.order(field(keyColumn, $0), key.span) == .same }.map(Int.init)
    }

    func valueText(_ row: Int) -> [UInt8] { file.text(of: file.field(valueColumn, ofRow: row)) }

    private func text(_ column: Int, _ row: Int) -> String { CommaSeparatedRow(file: file, number: row)[column] }

    // MARK: Checks

    private static func column(_ name: String, of file: CommaSeparated) throws(IdTableError) -> Int {
        let header = file.header
        let found = header.indices.filter { header[$0].utf8.elementsEqual(name.utf8) }
        guard let column = found.first else { throw IdTableError(.noColumn(name, header: header), lines: [1]) }
        guard found.count == 1 else { throw IdTableError(.repeatedColumn(name), lines: [1]) }
        return column
    }

    /// Of the keys that have two values, the one that stands first in the file is told.
    private func checkThatKeysAgree() throws(IdTableError) {
        var first: (earlier: UInt32, later: UInt32)?
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where later < first?.later ?? .max {
            guard file.order(field(keyColumn, earlier), field(keyColumn, later)) == .same else { continue }
            if file.order(field(valueColumn, earlier), field(valueColumn, later)) != .same { first = (earlier, later) }
        }
        guard let first else { return }
        throw IdTableError(.twoValues, lines: [first.earlier, first.later].map { file.line(ofRow: Int($0)) })
    }

    private func field(_ column: Int, _ row: UInt32) -> CommaSeparatedField { file.field(column, ofRow: Int(row)) }
}

/// One system's identifier and the other's for the same thing.
package struct IdPair: Sendable, Hashable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
