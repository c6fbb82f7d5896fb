import CEL
import Testing

@Suite("Pattern assertions, groups, flags and escapes")
struct PatternAssertionTests {
    @Test(arguments: [
        PatternCase("^a", ["ab"], not: ["ba", "b\na"]),
        PatternCase("a$", ["ba"], not: ["ab", "a\n", "a\nb"]),
        PatternCase("(?m)^a$", ["a", "b\na", "a\nb", "b\na\nb"], not: ["ba", "ab"]),
        PatternCase("(?m)\\Aa\\z", ["a"], not: ["b\na", "a\n"]),
        PatternCase("\\bon\\b", ["on", "is on.", "é on"], not: ["won", "one", "_on"]),
        PatternCase("é\\b", ["éa"], not: ["é", "é "]),
        PatternCase("o\\Bn", ["on", "won"], not: ["o n"]),
        PatternCase("\\B", ["", "ab", " "], not: ["a"]),
        PatternCase("a\\b\\b\\B", [], not: ["a", "ab", "a "]),
        PatternCase("^$", [""], not: ["a", "\n"]),
        PatternCase("a^b|c$d", [], not: ["ab", "cd", "a\nb"]),
        PatternCase("(^a|b)c", ["ac", "xbc"], not: ["xac"]),
    ])
    func `assertions take no character`(_ pattern: PatternCase) throws { try pattern.check() }

    @Test func `an assertion does not hold inside a character of several bytes`() throws {
        // RE2, which works on bytes, finds a `\B` between the bytes of the Kelvin sign.
        try PatternCase("\\B", ["", "ab"], not: ["s\u{212A}S", "a"]).check()
    }

    @Test(arguments: [
        PatternCase("^(?:ab)+$", ["ab", "abab"], not: ["a"]),
        PatternCase("^(?P<first>a)(?<second>b)$", ["ab"], not: ["a"]),
        PatternCase("^(?P<é1>a)$", ["a"], not: ["b"]),
        PatternCase("(?i)won", ["WON", "wOn"], not: ["w0n"]),
        PatternCase("^a(?i)b|c$", ["aB", "C"], not: ["AB"]),
        PatternCase("^(a(?i)b)c$", ["aBc"], not: ["aBC"]),
        PatternCase("^(?i:a)b$", ["Ab"], not: ["AB"]),
        PatternCase("^(?i)a(?-i)b$", ["Ab"], not: ["AB"]),
        PatternCase("^a(?s).$", ["a\n"], not: ["\na"]),
        PatternCase("^(?s-m:.)$", ["\n"], not: [""]),
        PatternCase("^(?U)a+$", ["aa"], not: ["b"]),
        PatternCase("^(?i-i)a$", ["a"], not: ["A"]),
        PatternCase("^(?)a$", ["a"], not: ["A"]),
    ])
    func `groups and flags`(_ pattern: PatternCase) throws { try pattern.check() }

    @Test(arguments: [
        PatternCase("^(?i)k$", ["k", "K", "\u{212A}"], not: ["c"]),
        PatternCase("^(?i)ſ$", ["s", "S", "ſ"], not: ["f"]),
        PatternCase("^(?i)[r-t]$", ["R", "ſ"], not: ["u"]),
        PatternCase("^(?i)[^s]$", ["r"], not: ["S", "ſ"]),
        PatternCase("^(?i)σ$", ["Σ", "σ", "ς"], not: ["s"]),
        PatternCase("^(?i)ǆ$", ["ǅ", "Ǆ"], not: ["dž"]),
        PatternCase("^(?i)ß$", ["ß", "ẞ"], not: ["ss", "SS"]),
        PatternCase("^(?i)\\p{Lu}$", ["a", "A"], not: ["1"]),
        PatternCase("^(?i)\\P{Lu}$", ["1"], not: ["a", "A"]),
        PatternCase("^(?i)\\w$", ["ſ", "\u{212A}"], not: ["é"]),
        PatternCase("^(?i)[[:^lower:]]$", ["1"], not: ["A", "ſ"]),
        PatternCase("^(?i)ﬅ$", ["ﬆ"], not: ["st"]),
    ])
    func `folding takes whole orbits, and comes before negation`(_ pattern: PatternCase) throws { try pattern.check() }

    @Test(arguments: [
        PatternCase("^\\a\\f\\t\\n\\r\\v$", ["\u{7}\u{C}\t\n\r\u{B}"], not: ["aftnrv"]),
        PatternCase("^\\123\\07\\0$", ["S\u{7}\0"], not: ["S7"]),
        PatternCase("^\\400$", ["Ā"], not: [" 0"]),
        PatternCase("^\\x7F\\x{41}\\x{10FFFF}$", ["\u{7F}A\u{10FFFF}"], not: ["x7FA"]),
        PatternCase("^\\.\\*\\_\\ \\/\\\\$", [".*_ /\\"], not: ["a*_ /\\"]),
        PatternCase("^\\Qa.b\\E+$", ["a.b", "a.bbb"], not: ["axb", "a.ba.b"]),
        PatternCase("\\Q\\d", ["\\d"], not: ["1"]),
        PatternCase("^a\\Q\\E*$", ["", "aa"], not: ["b"]),
        PatternCase("\\x{D800}", [], not: ["", "\u{FFFD}"]),
    ])
    func `escapes of control characters match them`(_ pattern: PatternCase) throws { try pattern.check() }
}
