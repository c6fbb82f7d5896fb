import Foundation
import JSON
import RelayTesting
import Testing

@Suite("leadrelay bench, end to end", .timeLimit(.minutes(10)))
struct BenchTests {
    @Test func `measures itself, and leaves nothing behind`() async throws {
        let run = try await BuiltProgram.shell(
            """
            d=$(mktemp -d); $P bench --quick --events 200 --backlog 200 --connections 8 --json --folder $d
            status=$?; ls -A $d; rm -r $d; exit $status
            """
        )
        #expect(run.status == 0, "\(run)")
        #expect(run.errors.contains("round 1 of 1: "))
        // One line: nothing was left in the folder.
        let report = try JSONDocument(Array(run.output.utf8)).root
        #expect(report["machine"]?["processors"]?.int ?? 0 >= 1)
        #expect(report["plan"]?["events"]?.int == 200)
        for name in ["refused", "lost", "doubled", "strange"] { #expect(report[name]?.int == 0, "\(name)") }
        #expect(report["interference"].map { Array($0.elements).count } == 1)
        let medians = Array(try #require(report["figures"]).elements)
            .map { ($0["name"]?.string ?? "", $0["median"]?.double ?? 0) }
        let figures: [String: Double] = Dictionary(uniqueKeysWithValues: medians)
        for name in Self.names { #expect(figures[name] ?? 0 > 0, "\(name) is \(figures[name] ?? -1)") }
    }

    private static let names = [
        "acceptedPerSecond", "relayedPerSecond", "acceptCPUOf1000", "relayCPUOf1000", "acceptP50", "acceptP99",
        "deliveredP50", "deliveredP99", "deliveredP999", "acceptedWithBacklog", "acceptedWithBacklogShare",
        "drainedPerSecond", "residentIdle", "residentBacklog", "startToReady",
    ]

    @Test(arguments: [SIGINT, SIGTERM])
    func `ends in order when it is interrupted`(signal: Int32) async throws {
        let folder = try ChildFolder()
        let bench = try ChildProcess(
            BuiltProgram.url.path,
            ["bench", "--rounds", "99", "--folder", folder.path],
            environment: ["PATH": "/usr/bin:/bin", "ASAN_OPTIONS": "detect_leaks=0"]
        )
        try await bench.errors.wait { $0.lineCount > 0 }
        bench.signal(signal)
        #expect(try await bench.end() == 1)
        #expect(await bench.errors.atEnd().lines.last == "leadrelay: it was interrupted; nothing of it is left")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test(arguments: ["--rounds 0", "--rate -1", "--events x", "--destinations 17", "--connections +4", "more"])
    func `refuses what it cannot measure`(arguments: String) async throws {
        let run = try await BuiltProgram.shell("$P bench \(arguments)")
        #expect(run.status == 2 && run.output.isEmpty)
    }

    /// A folder that is gone with the test.
    private final class ChildFolder {
        let path = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)").path

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }
}
