import CommandLineFrame
import Testing

@Suite("Hostile arguments")
struct HostileArgumentTests {
    private func complaint(about bytes: [UInt8]...) async -> (code: ExitCode, text: String) {
        let console = RecordedConsole()
        let code = await SampleTree.tree.run(bytes, console)
        return (code, console.complaints)
    }

    @Test(arguments: [
        ("a\nb", #"a\nb"#), ("\r\t\\\"", #"\r\t\\\""#), ("\u{1b}[2J", #"\u{1b}[2J"#),
        ("\u{7f}\u{9b}", #"\u{7f}\u{9b}"#),
        ("\u{202e}txt", #"\u{202e}txt"#), ("\u{2028}", #"\u{2028}"#), ("\u{feff}", #"\u{feff}"#),
        ("naïve 日本 🙂", "naïve 日本 🙂"),
    ])
    func `an error message shows controls by their numbers`(word: String, shown: String) async {
        let (code, text) = await complaint(about: Array(word.utf8))
        #expect(code == .usage)
        #expect(text == "sample: unknown command \"\(shown)\". See \"sample --help\".\n")
    }

    @Test(arguments: [[0x61, 0xFF, 0x0A, 0x62], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] as [[UInt8]])
    func `an argument that is not UTF-8 is refused, not repaired`(bytes: [UInt8]) async {
        let (code, text) = await complaint(about: Array("check".utf8), bytes)
        #expect(code == .usage)
        #expect(text.hasPrefix("sample: argument 2 is not UTF-8: \""))
        #expect(text.hasSuffix("\". Write it in UTF-8.\n"))
        #expect(text.utf8.count { $0 < 0x20 } == 1, "only the newline at the end is a control")
    }

    @Test func `bytes that are not UTF-8 are shown by their numbers`() async {
        let (_, text) = await complaint(about: [0x61, 0xFF, 0x0A])
        #expect(text == #"sample: argument 1 is not UTF-8: "a\xFF\n". Write it in UTF-8."# + "\n")
    }

    @Test(arguments: [
        ["X"], ["version", "--X"], ["version", "--json=X"], ["eval", "1", "X"], ["check", "--log", "X", "a"],
    ])
    func `a huge argument is refused with a short message`(pattern: [String]) async {
        let huge = String(repeating: "x", count: 100_000)
        let words = pattern.map { Array($0.replacing("X", with: huge).utf8) }
        let console = RecordedConsole()
        #expect(await SampleTree.tree.run(words, console) == .usage)
        #expect(console.complaints.count < 300)
        #expect(console.complaints.contains("xxx…\""))
    }

    @Test func `a huge argument that is right arrives whole`() async {
        let huge = String(repeating: "x", count: 100_000)
        #expect(await SampleTree.tree.outcome(of: "eval", huge).output == huge + "\n")
    }

    @Test func `a thousand arguments are all read`() async {
        let words = ["eval"] + (0..<1000).map { "--var=v=\($0)" } + ["x", "y"]
        let console = RecordedConsole()
        #expect(await SampleTree.tree.run(words.map { Array($0.utf8) }, console) == .usage)
        #expect(console.complaints.contains("unexpected argument \"y\""))
    }
}
