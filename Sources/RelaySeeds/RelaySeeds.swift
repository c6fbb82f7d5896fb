import Glibc
import LinuxIO
import RelaySimulation

/// Runs simulated relays by hand: `RelaySeeds FROM [COUNT] [--digest|--trace]`, on as many threads as there are processors;
/// it ends with 1 where one of them broke its promise.
@main
enum RelaySeeds {
    static func main() throws {
        let words = CommandLine.arguments.dropFirst()
        let numbers = words.compactMap { UInt64($0) }
        guard let first = numbers.first, numbers.count <= 2 else {
            print("usage: RelaySeeds FROM [COUNT] [--digest|--trace]")
            exit(2)
        }
        let seeds = first..<first + (numbers.dropFirst().first ?? 1)
        let detail: Hunt.Detail =
            words.contains("--trace") ? .trace : words.contains("--digest") ? .digest : .problems
        let hunt = Hunt(seeds, detail)
        let threads = try (0..<ProcessSetup.processorCount).map { number in
            try Thread(name: "seeds \(number)") { hunt.run() }
        }
        for thread in threads { thread.join() }
        print(hunt.summary)
        if !hunt.isClean { exit(1) }
    }
}

/// Takes seeds one after the other and prints what they show.
final class Hunt: Sendable {
    enum Detail: Sendable { case problems, digest, trace }

    private let detail: Detail
    private let state: Lock<State>

    private struct State: Sendable {
        var seeds: Range<UInt64>
        var runs = 0
        var failed = 0
        var steps = 0
        var requests = 0
        var outages = 0
    }

    init(_ seeds: Range<UInt64>, _ detail: Detail) {
        self.detail = detail
        state = Lock(State(seeds: seeds))
    }

    func run() {
        while let seed = state.withLock({ $0.seeds.popFirst() }) {
            do {
                note(try SeededRun(seed))
            } catch {
                state.withLock { $0.failed += 1 }
                print("seed \(seed): \(error)")
            }
        }
    }

    private func note(_ run: SeededRun) {
        state.withLock { state in
            state.runs += 1
            state.steps += run.steps
            state.requests += run.requests
            state.outages += run.outages
            if !run.problems.isEmpty { state.failed += 1 }
        }
        if detail == .trace { print(run.trace.joined(separator: "\n")) }
        if detail == .digest { print("seed \(run.seed): \(run.digest)") }
        for problem in run.problems.prefix(3) { print("seed \(run.seed): \(problem)") }
    }

    var isClean: Bool { state.withLock { $0.failed == 0 } }

    var summary: String {
        state.withLock { state in
            """
            \(state.runs) runs with \(state.requests) requests, \(state.outages) outages and \(state.steps) steps; \
            \(state.failed) failed
            """
        }
    }
}
