import JSON
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

    @Test func `what an event costs is counted, and a transaction of many waits once for the disk`() async throws {
        // What it exceeds without optimisation is of no interest here.
        let outcome = try await BuiltProgram.shell("$BUILT/RelayBench counts")
        guard !outcome.output.hasPrefix("under a sanitizer") else { return }
        #expect(outcome.status < 2 && outcome.errors.isEmpty, "\(outcome)")
        let lines = try outcome.output.split(separator: "\n").map { try JSONDocument(Array($0.utf8)).root }
        let counts = lines.map { ($0["what"]?.string ?? "", $0["perEvent"]?.double ?? 0) }
        #expect(counts.map(\.0) == ["allocations", "calls", "syncs", "allocations", "calls", "syncs"])
        #expect(counts.allSatisfy { $0.1 > 0 })
        // One transaction takes them in, and two settle their two deliveries each; checkpoints wait too, now and then.
        #expect(counts[2].1 < 1.5 / 64 && counts[5].1 < 4.0 / 64, "\(outcome)")
    }

    @Test func `among faults each change is carried out, and what the relay wrote goes no further`() async throws {
        let outcome = try await BuiltProgram.shell("$BUILT/RelayBench loop 3 20 100")
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
        let audit = try JSONDocument(Array(outcome.output.utf8)).root
        #expect(audit["faults"].map { $0.members.allSatisfy { $0.value.int == 0 } } == true)
        // Twelve of the sixty turns pass, for want of a first change; what is sent again need not be another change.
        let routed = audit["fates"]?["routed"]?.int ?? 0
        #expect(routed > 30 && audit["sendpilot"]?["carriedOut"]?.int == routed, "\(outcome)")
        #expect(audit["fates"]?["echo"]?.int ?? 0 >= routed)
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
