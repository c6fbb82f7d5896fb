import CEL
import Testing

@Suite("Pattern errors")
struct PatternErrorTests {
    @Test(arguments: [
        ("abc(?=d)", 3, "look-ahead `(?=` is not supported"),
        ("(?!a)", 0, "look-ahead `(?!` is not supported"),
        ("a(?<=b)", 1, "look-behind `(?<=` is not supported"),
        ("a(?<!b)", 1, "look-behind `(?<!` is not supported"),
        ("(a)\\1", 3, "the back-reference `\\1` is not supported"),
        ("(a)\\18", 3, "the back-reference `\\1` is not supported"),
        ("漢(?P=n)", 1, "invalid group `(?P`"),
        ("(?>a)", 0, "invalid group `(?>`"),
        ("(?i-)a", 0, "invalid group `(?i-)`"),
        ("(?--i)", 0, "invalid group `(?--`"),
        ("(?x)", 0, "invalid group `(?x`"),
        ("(?i", 0, "invalid group `(?i`"),
        ("(?P<>a)", 0, "invalid group name in `(?P<>`"),
        ("(?P<a-b>c)", 0, "invalid group name in `(?P<a-`"),
        ("(?P<n>a)(?<n>b)", 8, "duplicate group name `n`"),
        ("a(b", 1, "the group has no end"),
        ("a)b", 1, "`)` closes no group"),
    ])
    func `broken groups are refused`(source: String, offset: Int, fact: String) { expectError(source, offset, fact) }

    @Test(arguments: [
        ("a**", 1, "bad repetition operator `**`"),
        ("a*?+", 1, "bad repetition operator `*?+`"),
        ("a{2}{3}", 1, "bad repetition operator `{2}{3}`"),
        ("a++", 1, "bad repetition operator `++`"),
        ("*", 0, "no argument for the repetition operator `*`"),
        ("a|+", 2, "no argument for the repetition operator `+`"),
        ("({2})", 1, "no argument for the repetition operator `{2}`"),
        ("a{1001}", 1, "invalid repetition size `{1001}`"),
        ("a{2,1}", 1, "invalid repetition size `{2,1}`"),
        ("((a{100}){11})", 9, "invalid repetition size `{11}`"),
        ("((a{0,100}){0,100}){0,100}", 11, "invalid repetition size `{0,100}`"),
    ])
    func `broken repetitions are refused`(source: String, offset: Int, fact: String) {
        expectError(source, offset, fact)
    }

    @Test(arguments: [
        ("[a", 0, "the class has no end"),
        ("x[]", 1, "the class has no end"),
        ("[z-a]", 1, "invalid class range `z-a`"),
        ("[a--]", 1, "invalid class range `a--`"),
        ("[a-\\d]", 3, "invalid escape sequence `\\d`"),
        ("[[:foo:]]", 1, "unknown class `[:foo:]`"),
        ("\\p{greek}", 0, "unknown group of characters `\\p{greek}`"),
        ("\\pX", 0, "unknown group of characters `\\pX`"),
        ("[\\p{L]", 1, "unknown group of characters `\\p`"),
        ("\\", 0, "a backslash ends the pattern"),
        ("a\\Z", 1, "invalid escape sequence `\\Z`"),
        ("\\é", 0, "invalid escape sequence `\\é`"),
        ("\\x4g", 0, "invalid escape sequence `\\x4`"),
        ("\\x{}", 0, "invalid escape sequence `\\x{`"),
        ("\\x{110000}", 0, "invalid escape sequence `\\x{110000`"),
        ("[\\b]", 1, "invalid escape sequence `\\b`"),
        ("a\\C", 1, "`\\C` is not supported"),
    ])
    func `classes and escapes`(source: String, offset: Int, fact: String) { expectError(source, offset, fact) }

    @Test func `the description has the fact, the place and the remedy`() {
        let error = #expect(throws: PatternError.self) { try Pattern("a)") }
        #expect(error?.description == "`)` closes no group at 1; open one with `(`, or write `\\)` for a parenthesis")
    }

    private func expectError(_ source: String, _ offset: Int, _ fact: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(source) }
        #expect(error?.offset == offset)
        #expect(error?.fact == fact)
        #expect(error?.remedy.isEmpty == false)
    }
}
