/// Lays texts out for a terminal of 80 columns.
enum TextColumns {
    static let width = 80
    private static let indentation = 2
    private static let widestLabel = 26

    /// The text in lines of at most `width` columns; a longer word stands alone.
    static func wrap(_ text: String, width: Int = width) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// The text wrapped line by line; an indented line stays as it is, since it is there to be copied.
    static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n").flatMap { $0.first == " " ? [String($0)] : wrap(String($0)) }
    }

    /// Labels on the left, their texts wrapped beside them; a label too wide for its column gets a line of its own.
    static func table(_ rows: [(label: String, text: String)]) -> [String] {
        let widest = rows.map(\.label.count).filter { $0 <= widestLabel }.max() ?? widestLabel
        let margin = indentation + widest + 2
        return rows.flatMap { row in
            let label = String(repeating: " ", count: indentation) + row.label
            var lines = wrap(row.text, width: width - margin).map { String(repeating: " ", count: margin) + $0 }
            guard row.label.count <= widest, let first = lines.first else { return [label] + lines }
            lines[0] = label + first.dropFirst(label.count)
            return lines
        }
    }
}
