import CEL
import Testing

@Suite("Pattern syntax")
struct PatternSyntaxTests {
    @Test(arguments: [
        PatternCase("won", ["won", "it was won.", "wwon"], not: ["", "wo", "w on", "WON"]),
        PatternCase("", ["", "anything"]),
        PatternCase("a|bc|", ["a", "bc", "", "x"]),
        PatternCase("^(a|bc|)$", ["a", "bc", ""], not: ["b", "abc", "aa"]),
        PatternCase("^(won|lost)$", ["won", "lost"], not: ["wonlost", "los", "lost "]),
        PatternCase("^a.c$", ["abc", "a漢c", "a😀c"], not: ["ac", "a\nc", "abbc"]),
        PatternCase("漢字+", ["漢字", "x漢字字"], not: ["漢", "字"]),
        PatternCase("{", ["{"], not: ["}"]),
        PatternCase("^a{,2}$", ["a{,2}"], not: ["", "a", "aa"]),
        PatternCase("^a{b$", ["a{b"], not: ["ab"]),
        PatternCase("^a{01}$", ["a{01}"], not: ["a"]),
        PatternCase("^a{1,1000000000}$", ["a{1,1000000000}"], not: ["a"]),
        PatternCase("^]}$", ["]}"]),
    ])
    func `literals, the dot, alternation and empty branches`(_ pattern: PatternCase) throws { try pattern.check() }

    @Test(arguments: [
        PatternCase("^ab*$", ["a", "ab", "abbb"], not: ["", "b", "aba"]),
        PatternCase("^ab+$", ["ab", "abbb"], not: ["a", "abab"]),
        PatternCase("^ab?$", ["a", "ab"], not: ["abb"]),
        PatternCase("^a*?b+?c??$", ["b", "aabbc"], not: ["a", "bcc"]),
        PatternCase("^a{0}b$", ["b"], not: ["ab"]),
        PatternCase("^a{2}$", ["aa"], not: ["a", "aaa"]),
        PatternCase("^a{2,}$", ["aa", "aaaaa"], not: ["a", ""]),
        PatternCase("^a{0,}b$", ["b", "aab"], not: ["a"]),
        PatternCase("^a{1,3}?$", ["a", "aa", "aaa"], not: ["", "aaaa"]),
        PatternCase("^(ab){2,3}$", ["abab", "ababab"], not: ["ab", "aba", "abababab"]),
        PatternCase("^(|a){3}$", ["", "a", "aaa"], not: ["aaaa"]),
        PatternCase("^(a*)*$", ["", "aaa"], not: ["ab"]),
        PatternCase("^(a*)+b$", ["b", "aab"], not: ["a"]),
        PatternCase("^a*(?i)*$", ["", "aa"], not: ["A"]),
        PatternCase("()*a", ["a"], not: ["b"]),
        PatternCase("^*a", ["a", "ba"], not: ["b"]),
        PatternCase("^.{1000}$", [String(repeating: "x", count: 1000)], not: [String(repeating: "x", count: 999)]),
    ])
    func `repetitions match as often as they say`(_ pattern: PatternCase) throws { try pattern.check() }

    @Test(arguments: [
        PatternCase("^[abc]$", ["a", "c"], not: ["d", "", "ab"]),
        PatternCase("^[a-cx-z]$", ["b", "y"], not: ["d", "-"]),
        PatternCase("^[^a-c]$", ["d", "漢", "\n"], not: ["b", ""]),
        PatternCase("^[]a]$", ["]", "a"], not: ["[", "]a"]),
        PatternCase("^[^]a]$", ["b", "["], not: ["]", "a"]),
        PatternCase("^[a-]$", ["a", "-"], not: ["b"]),
        PatternCase("^[a-b-d]$", ["a", "b", "-", "d"], not: ["c"]),
        PatternCase("^[\\d-z]$", ["5", "-", "z"], not: ["y"]),
        PatternCase("^[\\]\\-\\x41\\n]$", ["]", "-", "A", "\n"], not: ["\\", "n"]),
        PatternCase("^[[:alpha:]_]$", ["a", "Z", "_"], not: ["1", "é"]),
        PatternCase("^[[:^alpha:]]$", ["1", "é"], not: ["a"]),
        PatternCase("^[[:word:][:punct:]]+$", ["a_1", "~!"], not: [" "]),
        PatternCase("^[[:space:]]$", ["\u{B}", " "], not: ["\u{A0}"]),
        PatternCase("^[[:alpha]$", ["[", ":", "a", "h"], not: ["b"]),
        PatternCase("^[^\\x{0}-\\x{10FFFF}]$", [], not: ["", "a"]),
        PatternCase("^[α-ω]$", ["β"], not: ["b", "Β"]),
    ])
    func `classes in brackets`(_ pattern: PatternCase) throws { try pattern.check() }

    @Test(arguments: [
        PatternCase("^\\d\\D$", ["1a", "2é"], not: ["a1", "11", "٣a"]),
        PatternCase("^\\s\\S$", [" a", "\u{C}a", "\t\u{B}"], not: ["a ", "\u{B}a", "\u{A0}a"]),
        PatternCase("^\\w\\W$", ["_ ", "aé"], not: ["é ", "aa"]),
        PatternCase("^\\pL\\PN$", ["aa", "漢!"], not: ["1a", "a1", "a٣"]),
        PatternCase("^\\p{Greek}$", ["α", "Ω"], not: ["a", "я"]),
        PatternCase("^\\p{^Greek}$", ["a"], not: ["α"]),
        PatternCase("^\\P{^Greek}$", ["α"], not: ["a"]),
        PatternCase("^\\p{Lu}\\p{Nd}\\p{Sc}$", ["Ä5€"], not: ["ä5€", "Ä½€"]),
        PatternCase("^[\\p{Han}\\PL]$", ["漢", "1"], not: ["a"]),
        PatternCase("^\\p{Any}$", ["a", "\n"], not: ["", "ab"]),
        PatternCase("\\P{Any}", [], not: ["", "a"]),
        PatternCase("^\\p{Kawi}$", ["\u{11F04}"], not: ["a"]),
    ])
    func `named classes`(_ pattern: PatternCase) throws { try pattern.check() }
}
