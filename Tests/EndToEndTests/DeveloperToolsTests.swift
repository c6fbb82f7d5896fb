import RelayTesting
import Testing

@Suite("The tools of developers, end to end", .timeLimit(.minutes(10)))
struct DeveloperToolsTests {
    private typealias Outcome = BuiltProgram.Outcome

    @Test(arguments: ["", "jsno", "json cel", "cel extra", "''"])
    func `a wrong name of a measurement tells the right ones`(arguments: String) async throws {
        let outcome = try await BuiltProgram.shell("$BUILT/RelayBench \(arguments)")
        #expect(outcome.status == 2 && outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("usage: RelayBench json|cel|http|"))
    }

    @Test func `a word that no step of CI has in its name fails`() async throws {
        // A copy, since it writes its logs beside itself.
        let copy = "d=$(mktemp -d); mkdir $d/.ci; cp $REPOSITORY/.ci/run $d/.ci; bash $d/.ci/run"
        let outcome = try await BuiltProgram.shell("\(copy) fuzzz; status=$?; rm -r $d; exit $status")
        #expect(outcome == Outcome(status: 2, output: "", errors: "no step has \"fuzzz\" in its name\n"))
        let one = try await BuiltProgram.shell("\(copy) fuzz; status=$?; rm -r $d; exit $status")
        #expect(one.status == 0 && one.output.hasSuffix("1 passed, 0 failed\n"))
    }
}
