/// A report for a terminal, put together from its top; all that comes in is made harmless here.
struct ReportText {
    private(set) var lines: [String] = []

    mutating func line(_ text: String = "") { lines.append(text.harmless) }

    /// A heading, with an empty line before it.
    mutating func heading(_ text: String) {
        if !lines.isEmpty { line() }
        line(text)
    }

    /// Labels in a column with their texts wrapped beside them; those without a text are left out.
    mutating func fields(_ fields: [(label: String, text: String)]) {
        let fields = fields.filter { !$0.text.isEmpty }
        let width = fields.map(\.label.count).max() ?? 0
        for field in fields {
            let room = TextTable.width - width - 4
            for (position, part) in Self.wrap(field.text.harmless, width: room).enumerated() {
                lines.append("  " + (position == 0 ? field.label : "").padded(toColumns: width + 2) + part)
            }
        }
    }

    /// Lines that are harmless already, behind an indent.
    mutating func block(_ block: [String], indent: Int = 2) {
        let margin = String(repeating: " ", count: indent)
        lines += block.map { $0.isEmpty ? "" : margin + $0 }
    }

    mutating func paragraph(_ text: String, indent: Int = 2) {
        block(Self.wrap(text.harmless, width: TextTable.width - indent), indent: indent)
    }

    /// The text in lines of at most so many columns; a longer word stands alone.
    private static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var columns = 0
        for word in text.split(separator: " ") {
            let wanted = String(word).columns
            if !lines.isEmpty, columns + 1 + wanted <= width {
                lines[lines.count - 1] += " " + word
                columns += 1 + wanted
            } else {
                lines.append(String(word))
                columns = wanted
            }
        }
        return lines
    }
}
