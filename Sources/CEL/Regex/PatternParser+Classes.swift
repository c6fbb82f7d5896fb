extension PatternParser {
    /// Reads a class in brackets.
    mutating func parseBrackets() throws(PatternError) -> ScalarSet {
        let start = position
        position += 1
        let isNegated = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        let first = position
        while peek() != "]" || position == first {  // A `]` in the first place stands for itself.
            guard position < source.count else {
                throw problem(at: start, "the class has no end", "close it with `]`, or write `\\[` for a bracket")
            }
            try parseMember(into: &ranges, of: start)
        }
        position += 1
        let set = ScalarSet(ranges)
        return isNegated ? set.inverted : set
    }

    private mutating func parseMember(
        into ranges: inout [ClosedRange<UInt32>],
        of brackets: Int
    ) throws(PatternError) {
        if let set = try takeNamedClass() { return ranges += set.ranges }
        if let set = try takeClassEscape() { return ranges += set.ranges }
        let start = position
        let low = try takeBound(of: brackets)
        guard peek() == "-", let next = peek(1), next != "]" else {
            ranges += folded(ScalarSet([low...low])).ranges
            return
        }
        position += 1
        let high = try takeBound(of: brackets)
        guard low <= high else { throw badRange(at: start) }
        ranges += folded(ScalarSet([low...high])).ranges
    }

    private mutating func takeBound(of brackets: Int) throws(PatternError) -> UInt32 {
        guard let scalar = peek() else {
            throw problem(at: brackets, "the class has no end", "close it with `]`, or write `\\[` for a bracket")
        }
        if scalar == "\\" { return try takeEscapedScalar() }
        position += 1
        return scalar.value
    }

    private func badRange(at start: Int) -> PatternError {
        problem(
            at: start,
            "invalid class range `\(text(start..<position))`",
            "write the smaller end first; a `-` for itself stands first or last"
        )
    }

    /// Reads `[:name:]` or `[:^name:]`.
    private mutating func takeNamedClass() throws(PatternError) -> ScalarSet? {
        let start = position
        guard peek() == "[", peek(1) == ":", let end = endOfNamedClass() else { return nil }
        position += 2
        let isNegated = take("^")
        let name = text(position..<max(position, end))
        position = end + 2
        guard let set = ScalarSet.ascii(named: name) else {
            throw problem(
                at: start,
                "unknown class `\(text(start..<position))`",
                "there are alnum, alpha, ascii, blank, cntrl, digit, graph, lower, print, punct, space, upper, word, xdigit"
            )
        }
        return isNegated ? folded(set).inverted : folded(set)
    }

    private func endOfNamedClass() -> Int? {
        var end = position + 2
        while end + 1 < source.count {
            if source[end] == ":", source[end + 1] == "]" { return end }
            end += 1
        }
        return nil
    }
}

extension PatternParser {
    /// Reads `\d`, `\pN`, `\p{Greek}` and the like, inside brackets or outside.
    mutating func takeClassEscape() throws(PatternError) -> ScalarSet? {
        guard peek() == "\\", let letter = peek(1) else { return nil }
        let isNegated = ("A"..."Z").contains(letter)
        let lowercase = isNegated ? letter.properties.lowercaseMapping.unicodeScalars.first : letter
        guard let lowercase else { return nil }
        if lowercase == "p" { return try takeUnicodeGroup(isNegated: isNegated) }
        guard let set = ScalarSet.perl(lowercase) else { return nil }
        position += 2
        return isNegated ? folded(set).inverted : folded(set)
    }

    private mutating func takeUnicodeGroup(isNegated: Bool) throws(PatternError) -> ScalarSet {
        let start = position
        position += 2
        guard var name = takeUnicodeName() else { throw unknownGroup(at: start) }
        var isNegated = isNegated
        if name.first == "^" {
            isNegated.toggle()
            name.removeFirst()
        }
        guard let named = UnicodeGroups.set(named: name) else { throw unknownGroup(at: start) }
        // Folding comes first: what is like a letter of the set in all but case must stay outside the negated one.
        let set = folded(named)
        try countRanges(set.ranges.count, at: start)
        return isNegated ? set.inverted : set
    }

    /// Reads the one letter of a name, or the name in braces.
    private mutating func takeUnicodeName() -> String? {
        guard peek() == "{" else {
            guard position < source.count else { return nil }
            position += 1
            return text(position - 1..<position)
        }
        guard let end = source[position...].firstIndex(of: "}") else { return nil }
        defer { position = end + 1 }
        return text(position + 1..<end)
    }

    private func unknownGroup(at start: Int) -> PatternError {
        problem(
            at: start,
            "unknown group of characters `\(text(start..<position))`",
            "name a general category such as L or Lu, a script such as Greek, or Any"
        )
    }
}
