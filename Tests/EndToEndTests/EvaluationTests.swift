import Testing

@Suite("Evaluation, end to end", .timeLimit(.minutes(1)))
struct EvaluationTests {
    private typealias Outcome = BuiltProgram.Outcome

    @Test func `a variable hides the event only where there is none`() throws {
        let shadowed = try BuiltProgram.shell("$P eval --event <(echo '{}') --var event=1 event")
        let complaint = #""event=1" for "--var" would hide the event. Choose another name."#
        #expect(shadowed == Outcome(status: 2, output: "", errors: "leadrelay: \(complaint)\n"))
        #expect(try BuiltProgram.shell("$P eval --var event=1 event") == Outcome(status: 0, output: "1\n", errors: ""))
    }

    @Test func `a variable that is not JSON is told with what to do`() throws {
        let complaint = """
            leadrelay: "a={b}" for "--var" is not JSON: 1:2: a member's name is missing or not quoted. \
            Names stand in double quotation marks. A text stands in quotation marks: 'name="text"'.

            """
        #expect(
            try BuiltProgram.shell("$P eval --var 'a={b}' a") == Outcome(status: 2, output: "", errors: complaint)
        )
    }
}
