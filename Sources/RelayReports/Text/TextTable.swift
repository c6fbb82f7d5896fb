/// Rows in columns that fit a terminal: what is too wide is cut, but never an id.
struct TextTable {
    static let width = 100
    private static let gap = 2

    struct Column {
        let heading: String
        /// How narrow it may be cut; nil for texts that are shown whole.
        let narrowest: Int?

        static func whole(_ heading: String) -> Column { Column(heading: heading, narrowest: nil) }
        static func flexible(_ heading: String, narrowest: Int = 8) -> Column {
            Column(heading: heading, narrowest: narrowest)
        }
    }

    private let columns: [Column]
    private var rows: [(cells: [String], notes: [String])] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row, and a note that stands below it.
    mutating func row(_ cells: [String], note: String = "") { row(cells, notes: [note]) }

    /// Adds a row, and notes that stand below it, but for the empty ones.
    mutating func row(_ cells: [String], notes: [String]) {
        rows.append((cells.map(\.harmless), notes.filter { !$0.isEmpty }.map(\.harmless)))
    }

    var lines: [String] {
        let widths = widths
        let margin = "  "
        let heading = line(columns.map(\.heading), widths)
        return [heading]
            + rows.flatMap { row in
                let notes = row.notes.map { margin + $0.cut(toColumns: Self.width - margin.count) }
                return [line(row.cells, widths)] + notes
            }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (position, cell) in cells.enumerated() {
            let text = columns[position].narrowest == nil ? cell : cell.cut(toColumns: widths[position])
            line += text.padded(toColumns: widths[position] + Self.gap)
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// As wide as what is in them, and where that is too much, the widest that may be cut give way.
    private var widths: [Int] {
        var widths = columns.indices.map { position in
            let natural = max(columns[position].heading.columns, rows.map { $0.cells[position].columns }.max() ?? 0)
            return columns[position].narrowest == nil ? natural : min(natural, Self.width)
        }
        while true {
            let excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - Self.width
            let room = zip(widths, columns).map { width, column in max(0, width - (column.narrowest ?? width)) }
            guard excess > 0, let widest = columns.indices.max(by: { room[$0] < room[$1] }), room[widest] > 0 else {
                break
            }
            // Down to the next one in one step, since a cell may be as long as its sender likes.
            let next = columns.indices.filter { $0 != widest }.map { room[$0] }.max() ?? 0
            widths[widest] -= max(1, min(excess, room[widest] - next))
        }
        return widths
    }
}
