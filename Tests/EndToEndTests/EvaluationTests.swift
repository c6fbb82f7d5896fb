import RelayTesting
import Testing

@Suite("Evaluation, end to end", .timeLimit(.minutes(10)))
struct EvaluationTests {
    private typealias Outcome = BuiltProgram.Outcome

    @Test func `a variable hides the event only where there is none`() async throws {
        let shadowed = try await BuiltProgram.shell("$P eval --event <(echo '{}') --var event=1 event")
        let complaint = #""event=1" for "--var" would hide the event. Choose another name."#
        #expect(shadowed == Outcome(status: 2, output: "", errors: "leadrelay: \(complaint)\n"))
        #expect(
            try await BuiltProgram.shell("$P eval --var event=1 event") == Outcome(status: 0, output: "1\n", errors: "")
        )
    }

    @Test func `every line of a batch gets an answer, a line past the limit too`() async throws {
        let long = #"printf '{"expr":"%05000000d"}\n' 1"#
        let lines = #"echo '{"expr":"1"}'; echo; \#(long); printf ' \r\n'; printf '{"expr":"2"}'"#
        let outcome = try await BuiltProgram.shell("(\(lines)) | $P eval --batch")
        let empty = #"the text is empty. Write a value, for example {}."}"#
        let tooLong = "could not read line 3 (more than 4194304 bytes) of 'standard input': message too long"
        #expect(
            outcome.output.split(separator: "\n") == [
                #"{"value":{"int":"1"}}"#, #"{"error":"1:1: \#(empty)"#, #"{"error":"\#(tooLong)"}"#,
                #"{"error":"1:3: \#(empty)"#, #"{"value":{"int":"2"}}"#,
            ]
        )
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
    }

    @Test func `a variable that is not JSON is told with what to do`() async throws {
        let complaint = """
            leadrelay: "a={b}" for "--var" is not JSON: 1:2: a member's name is missing or not quoted. \
            Names stand in double quotation marks. A text stands in quotation marks: 'name="text"'.

            """
        #expect(
            try await BuiltProgram.shell("$P eval --var 'a={b}' a") == Outcome(status: 2, output: "", errors: complaint)
        )
    }
}
