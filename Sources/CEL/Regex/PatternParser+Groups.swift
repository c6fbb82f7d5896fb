extension PatternParser {
    /// Reads what opens a group, or sets flags for the rest of one.
    mutating func parseGroupStart() throws(PatternError) {
        let start = position
        position += 1
        guard take("?") else { return try openGroup(at: start) }
        try refuseLookAround(at: start)
        if peek() == "<" || (peek() == "P" && peek(1) == "<") {
            try parseName(at: start)
            return try openGroup(at: start)
        }
        try parseFlags(at: start)
    }

    private func refuseLookAround(at start: Int) throws(PatternError) {
        let signs = [("=", "look-ahead"), ("!", "look-ahead"), ("<=", "look-behind"), ("<!", "look-behind")]
        for (sign, name) in signs where source[position...].starts(with: sign.unicodeScalars) {
            throw problem(
                at: start,
                "\(name) `(?\(sign)` is not supported",
                "match without it, or join two patterns by `&&`, one of them negated where it must not match"
            )
        }
    }

    private mutating func parseName(at start: Int) throws(PatternError) {
        _ = take("P")
        position += 1
        let first = position
        while let scalar = peek(), scalar.isInGroupName { position += 1 }
        let name = text(first..<position)
        guard !name.isEmpty, take(">") else {
            throw problem(
                at: start,
                "invalid group name in `\(text(start..<min(position + 1, source.count)))`",
                "write (?P<name>…) with a name of letters, digits and underscores"
            )
        }
        guard names.insert(name).inserted else {
            throw problem(at: start, "duplicate group name `\(name)`", "name each group differently, or write (?:…)")
        }
    }

    /// Reads `flags)` or `flags:`, in which those behind a minus are cleared.
    private mutating func parseFlags(at start: Int) throws(PatternError) {
        var changed = flags
        var clears = false
        var isComplete = true  // A minus wants a flag behind it.
        while let scalar = peek() {
            position += 1
            switch scalar {
            case "-" where !clears: (clears, isComplete) = (true, false)
            case ":" where isComplete:
                try openGroup(at: start)
                flags = changed
                return
            case ")" where isComplete:
                flags = changed
                return
            case let letter where changed.set(letter, to: !clears): isComplete = true
            default: throw badGroup(at: start)
            }
        }
        throw badGroup(at: start)
    }

    private func badGroup(at start: Int) -> PatternError {
        problem(
            at: start,
            "invalid group `\(text(start..<position))`",
            "a group begins with `(`, `(?:`, `(?P<name>` or flags of i, m, s and U such as `(?i)`, `(?s-m:`"
        )
    }
}

extension Unicode.Scalar {
    /// Whether a group's name may have the scalar: letters, marks, digits and connectors of any script.
    fileprivate var isInGroupName: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .connectorPunctuation: true
        default: false
        }
    }
}
