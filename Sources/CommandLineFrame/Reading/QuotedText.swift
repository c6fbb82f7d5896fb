extension String {
    /// How much of a text a message shows.
    private static let shownScalars = 60

    /// The text in quotes for a message of one line: nothing in it can break the line, move the cursor or hide.
    package var quoted: String {
        let scalars = unicodeScalars.prefix(Self.shownScalars)
        let isCut = scalars.endIndex < unicodeScalars.endIndex
        return "\"" + scalars.map(\.shown).joined() + (isCut ? "…" : "") + "\""
    }
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
