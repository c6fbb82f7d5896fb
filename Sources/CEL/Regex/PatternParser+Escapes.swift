extension PatternParser {
    /// Reads an escape outside brackets.
    mutating func parseEscape() throws(PatternError) {
        switch peek(1) {
        case "A": try pushEscape(.assert(.textStart))
        case "z": try pushEscape(.assert(.textEnd))
        case "b": try pushEscape(.assert(.wordEdge))
        case "B": try pushEscape(.assert(.noWordEdge))
        case "C":
            throw problem(at: position, "`\\C` is not supported", "a text has characters, not bytes: write `(?s:.)`")
        case "Q": try parseQuoted()
        default:
            if let set = try takeClassEscape() {
                try pushSet(set)
            } else {
                try pushLiteral(codePoint: takeEscapedScalar())
            }
        }
    }

    private mutating func pushEscape(_ instruction: Instruction) throws(PatternError) {
        position += 2
        try push(instruction)
    }

    /// Reads `\Q…\E`, of which the end may be left out.
    private mutating func parseQuoted() throws(PatternError) {
        position += 2
        while let scalar = peek() {
            position += 1
            if scalar == "\\", take("E") { return }
            try pushLiteral(scalar)
        }
    }

    /// Reads the escape of one scalar, which may be a surrogate.
    mutating func takeEscapedScalar() throws(PatternError) -> UInt32 {
        let start = position
        position += 1
        guard let scalar = peek() else {
            throw problem(at: start, "a backslash ends the pattern", "write `\\\\` for a backslash")
        }
        position += 1
        if let control = scalar.controlMeantByLetter { return control }
        switch scalar {
        case "0": return takeOctalDigits(from: 0)
        case "1"..."7": return try takeOctal(scalar, at: start)
        case "8", "9": throw backReference(at: start)
        case "x": return try takeHexadecimal(at: start)
        case "A"..."Z", "a"..."z": throw badEscape(at: start)
        default:
            guard scalar.isASCII else { throw badEscape(at: start) }
            return scalar.value
        }
    }

    private mutating func takeOctal(_ first: Unicode.Scalar, at start: Int) throws(PatternError) -> UInt32 {
        guard let next = peek(), next.octalValue != nil else { throw backReference(at: start) }
        return takeOctalDigits(from: first.value - 48)
    }

    private mutating func takeOctalDigits(from first: UInt32) -> UInt32 {
        var value = first
        for _ in 0..<2 {
            guard let digit = peek()?.octalValue else { break }
            value = value * 8 + digit
            position += 1
        }
        return value
    }

    /// Reads the two digits after `\x`, or any number of them in braces.
    private mutating func takeHexadecimal(at start: Int) throws(PatternError) -> UInt32 {
        let isBraced = take("{")
        let first = position
        var value: UInt32 = 0
        while isBraced || position < first + 2, let digit = peek()?.hexadecimalValue {
            value = value * 16 + digit
            position += 1
            guard value <= ScalarSet.last else { throw badEscape(at: start) }
        }
        let count = position - first
        guard isBraced ? count > 0 && take("}") : count == 2 else { throw badEscape(at: start) }
        return value
    }

    private func backReference(at start: Int) -> PatternError {
        problem(
            at: start,
            "the back-reference `\(text(start..<position))` is not supported",
            "spell out what it repeats; a code point in octal has a leading zero, as in `\\01`"
        )
    }

    private func badEscape(at start: Int) -> PatternError {
        problem(
            at: start,
            "invalid escape sequence `\(text(start..<min(max(position, start + 2), source.count)))`",
            "write `\\x{10FFFF}` for a code point, `\\\\` for a backslash; `\\z` is the end of the text"
        )
    }
}

extension Unicode.Scalar {
    /// The control character that this letter means after a backslash.
    fileprivate var controlMeantByLetter: UInt32? {
        switch self {
        case "a": 7
        case "t": 9
        case "n": 10
        case "v": 11
        case "f": 12
        case "r": 13
        default: nil
        }
    }

    fileprivate var octalValue: UInt32? { ("0"..."7").contains(self) ? value - 48 : nil }

    fileprivate var hexadecimalValue: UInt32? {
        switch self {
        case "0"..."9": value - 48
        case "A"..."F": value - 55
        case "a"..."f": value - 87
        default: nil
        }
    }
}
