/// A text for a terminal, put together from its top: paragraphs are wrapped, and what is there to be copied is not.
struct TextPage {
    /// Wide enough for a rule beside its remedy, and narrow enough for two windows side by side.
    static let width = 100

    private(set) var lines: [String] = []

    var text: String { lines.joined(separator: "\n") }

    mutating func line(_ text: String = "") { lines.append(text) }

    /// A heading, with an empty line before it.
    mutating func heading(_ text: String) {
        if !lines.isEmpty { line() }
        line(text)
    }

    /// Sentences, wrapped behind an indent.
    mutating func paragraph(_ text: String, indent: Int = 0) {
        let margin = String(repeating: " ", count: indent)
        lines += Self.wrap(text, width: Self.width - indent).map { margin + $0 }
    }

    /// Text that stays as it is, behind an indent.
    mutating func block(_ text: String, indent: Int = 2) {
        let margin = String(repeating: " ", count: indent)
        lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : margin + $0 }
    }

    /// Labels in a column, their texts wrapped beside them; a label too wide for the column has a line of its own.
    mutating func table(_ rows: [(label: String, text: String)], indent: Int = 2, widest: Int = 24) {
        let column = rows.map(\.label.count).filter { $0 <= widest }.max() ?? 0
        let margin = String(repeating: " ", count: indent)
        let hanging = indent + column + 2
        for row in rows {
            let text = Self.wrap(row.text, width: Self.width - hanging)
            guard row.label.count <= column, let first = text.first else {
                line(margin + row.label)
                lines += text.map { String(repeating: " ", count: hanging) + $0 }
                continue
            }
            line(margin + row.label + String(repeating: " ", count: column + 2 - row.label.count) + first)
            lines += text.dropFirst().map { String(repeating: " ", count: hanging) + $0 }
        }
    }

    /// The text in lines of at most so many columns; a longer word stands alone.
    private static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
