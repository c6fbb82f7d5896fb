import CommandLineFrame
import Testing

@Suite("Did you mean")
struct SuggestionTests {
    private func remedy(_ word: String) -> String? {
        do {
            _ = try SampleTree.tree.request([word])
            return nil
        } catch {
            return error.remedy
        }
    }

    @Test(arguments: [
        ("verson", "version"), ("vversion", "version"), ("vertion", "version"), ("evrsion", "version"),
        ("VERSION", "version"), ("vresoin", "version"), ("chekc", "check"), ("link", "links"), ("evla", "eval"),
        ("hlep", "help"), ("che", "check"), ("--hepl", "--help"), ("-versio", "--version"),
    ])
    func `a word with few slips is recognised`(typed: String, meant: String) {
        #expect(remedy(typed) == "Did you mean \"\(meant)\"?")
    }

    @Test(arguments: ["xyz", "vrsnoi", "e", "l", "commit", "-", "---", "42", "évàl"])
    func `a word with many slips is not guessed at`(typed: String) {
        #expect(remedy(typed)?.contains("Did you mean") == false)
    }

    @Test func `a very long word is not compared`() {
        #expect(remedy(String(repeating: "version", count: 15_000)) == "See \"sample --help\".")
    }
}
