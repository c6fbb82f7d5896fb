extension CELGenerator {
    /// A regular expression in RE2's syntax.
    mutating func pattern(_ depth: Int) -> String {
        let flags = random.chance(1, outOf: 10) ? pick(["(?i)", "(?s)", "(?m)", "(?U)", "(?is)", "(?i-s)"]) : ""
        let body = alternatives(depth)
        let anchors = pick([("", ""), ("", ""), ("^", ""), ("", "$"), ("^", "$"), ("\\A", "\\z")])
        return flags + anchors.0 + body + anchors.1
    }

    private mutating func alternatives(_ depth: Int) -> String {
        let count = random.chance(1, outOf: 4) ? 2 : 1
        return (0..<count).map { _ in sequence(depth) }.joined(separator: "|")
    }

    private mutating func sequence(_ depth: Int) -> String {
        (0..<random.integer(in: 1..<4)).map { _ in repeated(depth) }.joined()
    }

    private mutating func repeated(_ depth: Int) -> String {
        let piece = atom(depth)
        guard random.chance(1, outOf: 3) else { return piece }
        return piece
            + pick(["*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}", "{2,3}?", "{,2}", "{1001}", "**"])
    }

    private mutating func atom(_ depth: Int) -> String {
        switch random.below(depth > 0 ? 12 : 9) {
        case 0, 1, 2, 3: pick(["a", "b", "c", "x", "A", "é", "😀", "1", "12", "hello", " ", ","])
        case 4:
            pick([
                ".", "\\.", "\\n", "\\t", "\\x61", "\\x{1F600}", "\\141", "\\Q.a\\E", "\\\\", "\\-", "\\pL", "\\p{Lu}",
                "\\PN", "\\p{Greek}", "\\p{^L}",
            ])
        case 5: pick(["\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\b", "\\B", "\\C"])
        case 6:
            pick([
                "[abc]", "[^abc]", "[a-c]", "[a-zA-Z0-9_]", "[]a]", "[^]a]", "[\\d-]", "[[:alpha:]]", "[[:^digit:]x]",
                "[\\pL\\d]", "[a\\-z]", "[é-ÿ]", "[^\\n]",
            ])
        case 7: pick(["^", "$", "\\A", "\\z"])
        case 8:
            pick([
                "\\1", "(?=a)", "(?<!a)", "[z-a]", "(", ")", "[", "\\", "\\Z", "(?P<n>a)", "(?<n>a)", "(?P=n)",
                "[[:foo:]]", "\\pX", "\\8", "(?x)",
            ])
        case 9: "(\(alternatives(depth - 1)))"
        case 10: "(?:\(alternatives(depth - 1)))"
        default: "(?\(pick(["i", "s", "m", "i-m", "-i"])):\(alternatives(depth - 1)))"
        }
    }
}
