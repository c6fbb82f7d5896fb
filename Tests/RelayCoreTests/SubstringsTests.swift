import Foundation
import RelayCore
import RelayTesting
import Testing

@Suite("A text within a text")
struct SubstringsTests {
    @Test(arguments: [
        ("https://a.example/b", "://", 5), ("aab", "ab", 1), ("aaa", "aaa", 0), ("grün", "ü", 2), ("abc", "", 0),
    ])
    func `is found where it occurs first`(text: String, part: String, offset: Int) throws {
        let range = try #require(text.range(ofFirst: part))
        #expect(text.utf8.distance(from: text.startIndex, to: range.lowerBound) == offset)
        #expect(text[range] == part)
    }

    @Test(arguments: [("abc", "abcd"), ("", "a"), ("ab", "ba"), ("aaab", "aac")])
    func `is not found where it does not occur`(text: String, part: String) {
        #expect(text.range(ofFirst: part) == nil)
        #expect(!text.holds(part))
    }

    @Test func `splits a text into what lies between its occurrences`() {
        #expect("a, b, , c".pieces(between: ", ") == ["a", "b", "", "c"])
        #expect("a".pieces(between: ", ") == ["a"])
        #expect(", ".pieces(between: ", ") == ["", ""])
        #expect("aaa".pieces(between: "aa") == ["", "a"])
        #expect("ab".pieces(between: "") == ["ab"])
    }

    @Test func `is replaced wherever it occurs, and not in what replaces it`() {
        #expect("%2e%2e/x".replacing(each: "%2e", with: ".") == "../x")
        #expect("aa".replacing(each: "a", with: "aa") == "aaaa")
        #expect("ab".replacing(each: "", with: "x") == "ab")
        #expect("line\r\nline\n".replacing(each: "\n", with: "") == "line\rline")
    }

    /// Of few letters, so that parts of a match are frequent.
    @Test func `is found, replaced and split as Foundation does it`() {
        var chance = SeededRandom(seed: 7)
        let letters: [Character] = ["a", "b", "é", "\u{1F600}"]
        for _ in 0..<3_000 {
            let text = String((0..<chance.below(13)).map { _ in letters[chance.below(4)] })
            let part = String((0..<1 + chance.below(3)).map { _ in letters[chance.below(4)] })
            #expect(
                text.pieces(between: part).map(String.init) == text.components(separatedBy: part),
                "\(text) \(part)"
            )
            #expect(text.holds(part) == (text.range(of: part) != nil), "\(text) \(part)")
            let replaced = text.replacingOccurrences(of: part, with: "b")
            #expect(text.replacing(each: part, with: "b") == replaced, "\(text) \(part)")
        }
    }
}
