import CEL
import Testing

@Suite("Pattern limits")
struct PatternLimitTests {
    @Test(arguments: [
        (String(repeating: "a", count: 10_000), String(repeating: "a", count: 10_001), "longer than 10000 characters"),
        (nested(250), nested(251), "nested deeper than 250"),
        ("(?:abcdefghij){999}", "(?:abcdefghijk){1000}", "more than 10000 instructions"),
        ("((a{10}){10}){10}", "((a{10}){10}){11}", "invalid repetition size"),
        (distinctClasses(140), distinctClasses(160), "more than 100000 ranges"),
    ])
    func `a pattern at the limit is taken and one past it refused`(taken: String, refused: String, fact: String) throws
    {
        _ = try Pattern(taken)
        let error = #expect(throws: PatternError.self) { try Pattern(refused) }
        #expect(error?.fact.contains(fact) == true)
    }

    @Test(arguments: ["(", "(?:", "(?i:", "(|", "((a)*|"])
    func `a source of nothing but openings is refused`(opening: String) {
        #expect(throws: PatternError.self) { try Pattern(String(repeating: opening, count: 1600)) }
    }

    @Test(arguments: [
        "(a*)*b", "(a+a+)+b", "(a|a)*b", "(a|aa)+$b", "(.*)*b", "(a?){30}a{30}b", "(a{0,30}){0,30}b", "(((a*)*)*)*b",
        "a*a*a*a*a*a*b", "(a|b|ab)*bc", "([ab]{0,20}){1,20}c", "(a|b)*a(a|b){20}c", ".*.*.*=.*b", "(\\ba|\\Ba)*b",
    ])
    func `a hostile pattern takes work in proportion to the text`(source: String) throws {
        let pattern = try Pattern(source)
        let short = try work(of: pattern, on: 500)
        let long = try work(of: pattern, on: 5_000)
        #expect(long <= 11 * short)
        #expect(long < 5_000 * 1_400)
    }

    @Test func `matching throws when the work is used up`() throws {
        let text = String(repeating: "a", count: 100)
        for source in ["b", "(a|b)*a(a|b){20}c"] {
            let pattern = try Pattern(source)
            var granted = Int.max
            _ = try pattern.matches(text, work: &granted)
            let needed = Int.max - granted
            granted = needed
            #expect(try !pattern.matches(text, work: &granted))
            granted = needed - 1
            #expect(throws: OutOfWork.self) { try pattern.matches(text, work: &granted) }
        }
    }

    @Test func `bytes and strings give the same answer`() throws {
        let text = "Grüße 漢字 😀"
        var work = 1000
        for source in ["漢字 😀$", "\\p{Han}{2}", "ü.e", "😁"] {
            let pattern = try Pattern(source)
            let onString = try pattern.matches(text, work: &work)
            #expect(try pattern.matches(utf8: Array(text.utf8).span, work: &work) == onString)
        }
    }

    /// What a text of that many `a` costs, which the pattern does not match.
    private func work(of pattern: Pattern, on length: Int) throws -> Int {
        var granted = Int.max
        #expect(try !pattern.matches(String(repeating: "a", count: length), work: &granted))
        return Int.max - granted
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "(", count: depth) + String(repeating: ")*", count: depth)
    }

    /// Classes of some 660 ranges each, no two alike.
    private static func distinctClasses(_ count: Int) -> String {
        (0..<count).compactMap { Unicode.Scalar(0x2200 + $0) }.map { "[\\pL\($0)]" }.joined()
    }
}
