extension PatternParser {
    /// Reads `*`, `+` or `?`.
    mutating func parseOperator(after repetition: Int?) throws(PatternError) {
        let start = position
        let sign = source[position]
        position += 1
        try finishRepetition(from: start, after: repetition)
        let size = group.last?.code.count ?? 0
        switch sign {
        case "*": try repeatLast(size: size + 2) { $0.repeatAnyTimes() }
        case "+": try repeatLast(size: size + 1) { $0.repeatAtLeastOnce() }
        default: try repeatLast(size: size + 1) { $0.makeOptional() }
        }
    }

    /// Reads `{n}`, `{n,}` or `{n,m}`; a brace that begins none of these stands for itself.
    mutating func parseCounts(after repetition: Int?) throws(PatternError) {
        let start = position
        guard let counts = takeCounts() else {
            position = start + 1
            return try pushLiteral("{")
        }
        let end = position
        try finishRepetition(from: start, after: repetition)
        let product = (group.last?.repetitions ?? 1) * max(1, counts.product)
        guard counts.isInOrder, max(counts.least, counts.product) <= PatternLimits.repetitions,
            counts.product < 2 || product <= PatternLimits.repetitions
        else {
            throw problem(
                at: start,
                "invalid repetition size `\(text(start..<end))`",
                "counts rise and, those of repetitions inside each other multiplied, stay within \(PatternLimits.repetitions)"
            )
        }
        try repeatLast(size: counts.size(of: group.last?.code.count ?? 0)) { $0.repeat(counts) }
    }

    /// Checks that there is something to repeat, and that it is no repetition itself.
    private mutating func finishRepetition(from start: Int, after repetition: Int?) throws(PatternError) {
        let end = position
        _ = take("?")  // Lazy or not, the same texts match.
        if let repetition {
            throw problem(
                at: repetition,
                "bad repetition operator `\(text(repetition..<position))`",
                "put the inner repetition into a group, as in (?:a*)*; possessive repetitions are not supported"
            )
        }
        guard group.last != nil else {
            let sign = text(start..<end)
            throw problem(
                at: start,
                "no argument for the repetition operator `\(sign)`",
                "write before it what it repeats, or `\\\(sign)` for the character"
            )
        }
        previousRepetition = start
    }

    private mutating func takeCounts() -> Counts? {
        position += 1
        guard let least = takeCount() else { return nil }
        var most: Int? = least
        if take(",") {
            if peek() == "}" {
                most = nil
            } else {
                guard let count = takeCount() else { return nil }
                most = count
            }
        }
        return take("}") ? Counts(least: least, most: most) : nil
    }

    /// Reads a decimal number without leading zeros.
    private mutating func takeCount() -> Int? {
        let start = position
        var value = 0
        while let digit = peek(), ("0"..."9").contains(digit) {
            if value >= 100_000_000 || (position == start + 1 && source[start] == "0") { return nil }
            value = value * 10 + Int(digit.value - 48)
            position += 1
        }
        return position > start ? value : nil
    }
}
