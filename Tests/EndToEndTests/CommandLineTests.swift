import Foundation
import RelayTesting
import Testing

@Suite("The command line, end to end", .timeLimit(.minutes(10)))
struct CommandLineTests {
    private typealias Outcome = BuiltProgram.Outcome

    @Test func `version tells name and version, as text and as JSON`() async throws {
        #expect(
            try await BuiltProgram.shell("$P version") == Outcome(status: 0, output: "leadrelay 0.1.0\n", errors: "")
        )
        let json = try await BuiltProgram.shell("$P version --json")
        #expect(json.status == 0 && json.errors.isEmpty)
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: String]
        #expect(object == ["name": "leadrelay", "version": "0.1.0"])
        #expect(try await BuiltProgram.shell("$P --version --json") == json)
    }

    @Test func `without arguments the overview goes to the errors`() async throws {
        let bare = try await BuiltProgram.shell("$P")
        #expect(bare.status == 2 && bare.output.isEmpty)
        #expect(try await BuiltProgram.shell("$P --help") == Outcome(status: 0, output: bare.errors, errors: ""))
    }

    @Test func `a wrong command line is told as text even where JSON was asked for`() async throws {
        let fact = #"leadrelay: unknown option "--jsno" for "version". Did you mean "--json"?"# + "\n"
        #expect(
            try await BuiltProgram.shell("$P version --json --jsno") == Outcome(status: 2, output: "", errors: fact)
        )
    }

    @Test(arguments: [
        (#"$P $'version\xff'"#, #"argument 1 is not UTF-8: "version\xFF". Write it in UTF-8."#),
        (#"$P version $'\x80'"#, #"argument 2 is not UTF-8: "\x80". Write it in UTF-8."#),
        (#"$P ''"#, #"unknown command "". See "leadrelay --help"."#),
        (#"$P $'a\nb\e[31m'"#, #"unknown command "a\nb\u{1b}[31m". See "leadrelay --help"."#),
        (#"$P completion ''"#, #""" is no value for "SHELL". It can be "bash", "zsh", "fish"."#),
        (#"(exec -a '' $P version x)"#, #"unexpected argument "x" for "version". See "leadrelay version --help"."#),
    ])
    func `hostile arguments get one plain line`(line: String, complaint: String) async throws {
        #expect(
            try await BuiltProgram.shell(line) == Outcome(status: 2, output: "", errors: "leadrelay: \(complaint)\n")
        )
    }

    @Test func `an argument of 100 KB gets a short answer`() async throws {
        let outcome = try await BuiltProgram.shell(#"$P version "$(printf '%0100000d' 7)""#)
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix(#"leadrelay: unexpected argument "0000"#))
        #expect(outcome.errors.utf8.count < 200)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `the printed script is one that its shell can read`(shell: String) async throws {
        let line = "$P completion \(shell) > /dev/null && \(shell) -n <($P completion \(shell))"
        #expect(try await BuiltProgram.shell(line) == Outcome(status: 0, output: "", errors: ""))
    }

    @Test func `a reader that goes away ends the program quietly`() async throws {
        // Descriptor 4 writes to a pipe whose only reader, descriptor 3, is closed again.
        let pipe = "d=$(mktemp -d); mkfifo $d/p; exec 3<>$d/p 4>$d/p 3>&-; rm -r $d"
        for command in ["version", "completion bash", "--help"] {
            let outcome = try await BuiltProgram.shell("\(pipe); $P \(command) >&4")
            #expect(outcome == Outcome(status: 141, output: "", errors: ""), "\(command)")
        }
    }

    @Test func `a full disk is told and fails`() async throws {
        let complaint = "leadrelay: could not write 'standard output': no space left on device\n"
        #expect(
            try await BuiltProgram.shell("$P version > /dev/full") == Outcome(status: 1, output: "", errors: complaint)
        )
    }

    @Test func `a closed standard output is told and fails`() async throws {
        let complaint = "leadrelay: could not write 'standard output': bad file descriptor\n"
        #expect(try await BuiltProgram.shell("$P version >&-") == Outcome(status: 1, output: "", errors: complaint))
    }

    @Test func `closed standard errors do not matter`() async throws {
        #expect(try await BuiltProgram.shell("$P nonsense 2>&-") == Outcome(status: 2, output: "", errors: ""))
    }

    @Test func `neither Foundation nor a locale comes with the program`() async throws {
        let libraries = try await BuiltProgram.shell("ldd $P")
        #expect(libraries.status == 0)
        #expect(libraries.output.contains("libc.so"))
        #expect(!libraries.output.contains("Foundation") && !libraries.output.contains("icu"))
    }
}
