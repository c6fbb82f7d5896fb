import CommandLineFrame
import Testing

@Suite("Reading arguments")
struct ArgumentReadingTests {
    private func invocation(_ words: String...) throws -> Invocation { try invocation(of: words) }

    private func invocation(of words: [String]) throws -> Invocation {
        guard case .run(_, let invocation) = try SampleTree.tree.request(words) else {
            throw Unexpected(words: words)
        }
        return invocation
    }

    private struct Unexpected: Error {
        let words: [String]
    }

    @Test(arguments: [["--event", "a=b.json"], ["--event=a=b.json"], ["-e", "a=b.json"], ["-e=a=b.json"]])
    func `an option's value stands behind it or behind an equals sign`(words: [String]) throws {
        let invocation = try invocation(of: ["eval", "1"] + words)
        #expect(invocation.value(of: SampleTree.event) == "a=b.json")
        #expect(invocation.positionals == ["1"])
    }

    @Test func `a repeated option keeps all its values in their order`() throws {
        let invocation = try invocation("eval", "--var", "a=1", "x", "--var=b=2", "--var", "a=3")
        #expect(invocation.values(of: SampleTree.variable) == ["a=1", "b=2", "a=3"])
        #expect(invocation.positionals == ["x"])
    }

    @Test func `an option that was not given has no value`() throws {
        let invocation = try invocation("eval", "1")
        #expect(!invocation.has(SampleTree.json))
        #expect(invocation.value(of: SampleTree.event) == nil)
        #expect(invocation.values(of: SampleTree.variable).isEmpty)
    }

    @Test func `a value may begin with a dash or an equals sign`() throws {
        let invocation = try invocation("eval", "1", "--var", "=", "--var==", "--var", "-5=", "--var=--json=")
        #expect(invocation.values(of: SampleTree.variable) == ["=", "=", "-5=", "--json="])
    }

    @Test func `a text may be empty`() throws {
        #expect(try invocation("links", "set", "north", "").positionals == ["north", ""])
    }

    @Test func `after two dashes everything is an argument`() throws {
        #expect(try invocation("check", "--", "--data", "-h", "--").positionals == ["--data", "-h", "--"])
        #expect(try invocation("eval", "--json", "--", "-1").positionals == ["-1"])
    }

    @Test func `a lone dash and an empty text are arguments`() throws {
        #expect(try invocation("check", "-").positionals == ["-"])
        #expect(try invocation("eval", "").positionals == [""])
    }

    @Test func `the path names nested commands without the program`() throws {
        let invocation = try invocation("links", "set", "north", "1")
        #expect(invocation.path == ["links", "set"])
        #expect(invocation.positionals == ["north", "1"])
    }

    @Test func `an alias means its command`() throws {
        #expect(try invocation("--version", "--json").path == ["version"])
        #expect(try invocation("-v").path == ["version"])
    }

    @Test func `a combining mark does not hide an equals sign or a dash`() throws {
        #expect(try invocation("eval", "1", "--var=\u{301}=x").values(of: SampleTree.variable) == ["\u{301}=x"])
        #expect(throws: UsageError.self) { try invocation("eval", "-\u{301}") }
    }

    @Test func `asking for an undeclared option is the caller's mistake`() async {
        await #expect(processExitsWith: .failure) {
            if case .run(_, let invocation) = try SampleTree.tree.request(["links", "set", "north", "1"]) {
                _ = invocation.has(SampleTree.json)
            }
        }
    }
}
