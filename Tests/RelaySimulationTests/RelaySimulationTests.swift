import Foundation
import RelaySimulation
import RelayTesting
import Testing

@Suite("A relay in a simulated world", .timeLimit(.minutes(30)))
struct RelaySimulationTests {
    @Test(arguments: Seeds.first(200, each: 50))
    func `keeps its promise through faults, outages and people`(seeds: Range<UInt64>) {
        for seed in seeds {
            let words = "replay it: swift run RelaySeeds \(seed) --trace"
            do {
                let problems = try SeededRun(seed).problems
                #expect(problems.isEmpty, "seed \(seed): \(problems). \(words)")
            } catch {
                Issue.record("seed \(seed): \(error). \(words)")
            }
        }
    }

    /// Found once: a lookup that was to find out whether its destination was well had to wait for a token instead; one
    /// that found out that it was not told nobody, and nobody woke; a delivery was taken out between its record and its
    /// second token; an event took the younger of two records, and the older one ran out. And once by mistake: one
    /// transaction took an event that came too late, as the echo of another write, and the one that it robbed of it.
    @Test(arguments: [7_142, 47_458, 866, 75_812, 43_386, 100_598] as [UInt64])
    func `has what was found once mended`(seed: UInt64) throws {
        #expect(try SeededRun(seed).problems.isEmpty)
    }

    @Test(arguments: Seeds.first(20))
    func `takes the same steps whenever a seed is run again`(seed: UInt64) throws {
        let (first, second) = (try SeededRun(seed), try SeededRun(seed))
        #expect(first.digest == second.digest)
        #expect(first.trace == second.trace)
    }

    /// The order of sets and dictionaries is another one in each process.
    @Test func `takes the same steps in every process`() async throws {
        let runs = try await [digests(), digests()]
        #expect(runs[0] == runs[1])
        #expect(runs[0].split(separator: "\n").count == 41)
    }

    private func digests() async throws -> String {
        // The program lies in the folder of the test bundle, which is this process's executable.
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let outcome = try await ChildProcess.succeed(
            folder.appending(path: "RelaySeeds").path,
            ["0", "40", "--digest"],
            environment: ["ASAN_OPTIONS": "detect_leaks=0"]
        )
        return outcome.output.split(separator: "\n").sorted().joined(separator: "\n")
    }
}
