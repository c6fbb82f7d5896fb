import CommandLineFrame
import Testing

@Suite("Usage errors")
struct UsageErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let words: [String]
        let code: UsageError.Code
        let message: String

        init(_ words: String..., code: UsageError.Code, _ message: String) {
            self.words = words
            self.code = code
            self.message = message
        }

        var testDescription: String { words.joined(separator: " ") }
    }

    static let cases = [
        Case("versoin", code: .unknownCommand, #"unknown command "versoin". Did you mean "version"?"#),
        Case("zzz", code: .unknownCommand, #"unknown command "zzz". See "sample --help"."#),
        Case("", code: .unknownCommand, #"unknown command "". See "sample --help"."#),
        Case("links", "ste", code: .unknownCommand, #"unknown command "ste" for "links". Did you mean "set"?"#),
        Case("help", "lniks", code: .unknownCommand, #"unknown command "lniks". Did you mean "links"?"#),
        Case(
            "links",
            "--json",
            code: .unknownOption,
            #"unknown option "--json" for "links". Options stand after the command. See "sample links --help"."#
        ),
        Case("--versoin", code: .unknownOption, #"unknown option "--versoin". Did you mean "--version"?"#),
        Case(
            "--",
            code: .unknownOption,
            #"unknown option "--". Options stand after the command. See "sample --help"."#
        ),
        Case(
            "version",
            "--jsno",
            code: .unknownOption,
            #"unknown option "--jsno" for "version". Did you mean "--json"?"#
        ),
        Case(
            "version",
            "--jsno=1",
            code: .unknownOption,
            #"unknown option "--jsno" for "version". Did you mean "--json"?"#
        ),
        Case(
            "version",
            "-json",
            code: .unknownOption,
            #"unknown option "-json" for "version". Did you mean "--json"?"#
        ),
        Case(
            "version",
            "--help",
            "--zzz",
            code: .unknownOption,
            #"unknown option "--zzz" for "version". See "sample version --help"."#
        ),
        Case(
            "eval",
            "-1 + 2",
            code: .unknownOption,
            #"unknown option "-1 + 2" for "eval". Put "--" before an argument that begins with a dash."#
                + #" See "sample eval --help"."#
        ),
        Case(
            "version",
            "x",
            code: .extraArgument,
            #"unexpected argument "x" for "version". See "sample version --help"."#
        ),
        Case(
            "version",
            "--",
            "--json",
            code: .extraArgument,
            #"unexpected argument "--json" for "version". See "sample version --help"."#
        ),
        Case(
            "eval",
            "1",
            "2",
            code: .extraArgument,
            #"unexpected argument "2" for "eval". See "sample eval --help"."#
        ),
        Case(
            "help",
            "version",
            "x",
            code: .extraArgument,
            #"unexpected argument "x" after "help version". Leave it out."#
        ),
        Case("check", code: .missingArgument, #""check" needs FILE. See "sample check --help"."#),
        Case(
            "links",
            "set",
            "north",
            code: .missingArgument,
            #""links set" needs VALUE. See "sample links set --help"."#
        ),
        Case("eval", "1", "--event", code: .missingValue, #""--event" has no value. Write "--event FILE"."#),
        Case("eval", "1", "-e", "--json", code: .missingValue, #""--event" has no value. Write "--event FILE"."#),
        Case(
            "eval",
            "--event",
            "--var=a=1",
            code: .missingValue,
            #""--event" has no value. Write "--event FILE"."#
        ),
        Case("eval", "--event", "--", "1", code: .missingValue, #""--event" has no value. Write "--event FILE"."#),
        Case(
            "version",
            "--json=yes",
            code: .unexpectedValue,
            #""--json" takes no value, found "yes". Write "--json" alone."#
        ),
        Case(
            "version",
            "--json=",
            code: .unexpectedValue,
            #""--json" takes no value, found "". Write "--json" alone."#
        ),
        Case("version", "--json", "--json", code: .repeatedOption, #""--json" is given twice. Give it once."#),
        Case(
            "eval",
            "1",
            "--event=a",
            "-e",
            "b",
            code: .repeatedOption,
            #""--event" is given twice. Give it once."#
        ),
        Case(
            "eval",
            "1",
            "--event=",
            code: .invalidValue,
            #"an empty name is no value for "--event". Give the name of a file."#
        ),
        Case(
            "check",
            "a",
            "--data",
            "",
            code: .invalidValue,
            #"an empty name is no value for "--data". Give the name of a directory."#
        ),
        Case(
            "check",
            "a",
            "",
            code: .invalidValue,
            #"an empty name is no value for "FILE". Give the name of a file."#
        ),
        Case(
            "check",
            "a",
            "--log",
            "jsno",
            code: .invalidValue,
            #""jsno" is no value for "--log". Did you mean "json"?"#
        ),
        Case(
            "links",
            "set",
            "west",
            "1",
            code: .invalidValue,
            #""west" is no value for "SIDE". It can be "north", "south"."#
        ),
        Case(
            "eval",
            "--batch",
            "--repl",
            code: .conflict,
            #""--batch" and "--repl" cannot stand together. Leave one out."#
        ),
        Case(
            "eval",
            "--repl",
            "--var=a=1",
            code: .conflict,
            #""--repl" and "--var" cannot stand together. Leave one out."#
        ),
        Case("eval", "--batch", "1", code: .conflict, #""--batch" takes no argument, found "1". Leave one out."#),
        Case(
            "eval",
            "--json",
            code: .missingArgument,
            #""eval" needs EXPR. Give an expression, "--batch" or "--repl"."#
        ),
        Case(
            "eval",
            "x",
            "--var=a=1",
            "--var",
            "b",
            code: .invalidValue,
            #""b" for "--var" has no "=". Write NAME=JSON."#
        ),
    ]

    @Test(arguments: cases)
    func `it names the place, the fact and the remedy`(_ wrong: Case) throws {
        let error = try #require(throws: UsageError.self) { try SampleTree.tree.request(wrong.words) }
        #expect(error.code == wrong.code)
        #expect(error.description == wrong.message)
    }

    @Test(arguments: cases)
    func `it goes to where errors go, in one line, with exit code 2`(_ wrong: Case) async {
        let console = RecordedConsole()
        let code = await SampleTree.tree.run(wrong.words.map { Array($0.utf8) }, console)
        #expect(code == .usage)
        #expect(console.output.isEmpty)
        #expect(console.complaints == "sample: \(wrong.message)\n")
    }
}
