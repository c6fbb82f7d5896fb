import Quotation
import Testing

@Suite("A quoted text")
struct QuotedTextTests {
    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("é 𝔸 日本", #""é 𝔸 日本""#), ("\"\\", #""\"\\""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{0}\u{1B}[31m\u{7F}\u{9B}", #""\u{0}\u{1b}[31m\u{7f}\u{9b}""#),
        ("\u{202E}\u{2066}\u{200B}\u{FEFF}", #""\u{202e}\u{2066}\u{200b}\u{feff}""#),
        ("\u{2028}\u{2029}\u{E000}\u{378}\u{E0041}", #""\u{2028}\u{2029}\u{e000}\u{378}\u{e0041}""#),
    ])
    func `shows what would steer a terminal as an escape`(text: String, quoted: String) {
        #expect(text.quoted == quoted)
        #expect(text.shown == String(quoted.dropFirst().dropLast()))
    }

    @Test func `is cut where the limit is, and not before`() {
        #expect("12345".quoted(upTo: 5) == #""12345""#)
        #expect("123456".quoted(upTo: 5) == #""12345…""#)
        #expect(String(repeating: "x", count: 61).quoted == "\"" + String(repeating: "x", count: 60) + "…\"")
    }
}
