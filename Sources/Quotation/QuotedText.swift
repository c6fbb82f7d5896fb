extension String {
    /// The text in quotes for a message of one line: nothing in it can break the line, move the cursor or hide.
    package var quoted: String { quoted(upTo: 60) }

    /// As `quoted`, with so many scalars of the text at the most.
    package func quoted(upTo limit: Int) -> String {
        let scalars = unicodeScalars.prefix(limit)
        let isCut = scalars.endIndex < unicodeScalars.endIndex
        return "\"" + scalars.map(\.shown).joined() + (isCut ? "…" : "") + "\""
    }

    /// The whole text as `quoted` shows it, for quotes of the caller's.
    package var shown: String { unicodeScalars.map(\.shown).joined() }
}

extension Unicode.Scalar {
    fileprivate var shown: String {
        switch self {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: isHarmless ? String(self) : "\\u{\(String(value, radix: 16))}"
        }
    }

    private var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
