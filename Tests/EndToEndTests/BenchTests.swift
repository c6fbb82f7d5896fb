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
        for name in ["refused", "lost", "doubled", "strange", "unkept", "unasked"] {
            #expect(report[name]?.int == 0, "\(name)")
        }
        #expect(report["interference"].map { Array($0.elements).count } == 2)
        #expect(report["notJudged"]?.string?.hasPrefix("the bars hold for 5 rounds") == true)
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

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
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

    @Test func `leaves neither a relay nor a folder where it is killed`() async throws {
        let folder = try ChildFolder()
        let bench = try ChildProcess(
            BuiltProgram.url.path,
            // It takes minutes to post so few events so slowly.
            ["bench", "--rounds", "1", "--events", "100", "--rate", "1", "--folder", folder.path],
            environment: ["PATH": "/none", "ASAN_OPTIONS": "detect_leaks=0"]
        )
        try await bench.errors.wait { $0.lineCount > 0 }
        while Self.relays(in: folder.path).isEmpty { await Task.yield() }
        bench.signal(SIGKILL)
        #expect(try await bench.end() == -SIGKILL)
        // The one that clears up has the other end too.
        _ = await bench.errors.atEnd()
        #expect(Self.relays(in: folder.path) == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    /// The processes whose command line names a folder as the place of a relay's routes.
    private static func relays(in folder: String) -> [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { process in
            let line = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
            return line.map { String(decoding: $0, as: UTF8.self).contains("--config\0\(folder)/") } ?? false
        }
    }

    @Test func `takes as many connections as the machine allows, and says where it does not`() async throws {
        let quick = "bench --quick --events 100 --backlog 100"
        let run = try await BuiltProgram.shell("ulimit -S -n 128; $P \(quick) --connections 200 --rate 500")
        #expect(run.status == 0, "\(run)")
        #expect(run.output.contains("accept p99, at 500/s") && !run.output.contains("half load"))
        let refused = try await BuiltProgram.shell("ulimit -n 256; $P \(quick) --connections 500")
        #expect(refused.status == 1 && refused.errors.contains("may have 256. Raise the limit (`ulimit -Hn "))
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
