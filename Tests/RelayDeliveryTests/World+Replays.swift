import LinuxIO
import RelayCore
import RelayDelivery
import RelayLog
import RelayTesting
import Testing

/// What the tests of jobs have in common.
extension World {
    /// Runs a runner of jobs beside the body.
    func replaying(_ body: (ReplayRunner) async throws -> Void) async throws {
        let runner = replayRunner()
        try await withThrowingTaskGroup { group in
            group.addTask { await runner.run() }
            try await body(runner)
            group.cancelAll()
        }
    }

    private func replayRunner() -> ReplayRunner {
        ReplayRunner(
            ReplayRunner.Ports(
                committer: committer,
                reader: { [store] in store },
                clock: time,
                digest: { Array($0.reversed()) },
                routing: { [routing] in routing },
                log: Log(format: .text, time: { "" }, sink: { [log] line in log.withLock { $0.append(line) } })
            )
        )
    }

    func begin(_ order: ReplayOrder) async throws -> ReplayJobID {
        guard case .began(let id) = try await committer.submit(.repair(.begin(order))) else { throw Unexpected() }
        return id
    }

    func job(_ id: ReplayJobID) throws -> ReplayJob { try #require(try store.replayJob(id)) }

    func dueReplays(at destination: String, upTo limit: Int) throws -> Int {
        try store.dueReplays(at: destination, by: time.now, upTo: limit)
    }

    func isDone(_ id: ReplayJobID) -> Bool { (try? job(id).state) == .done }

    /// Runs a runner until jobs have ended, and what they sent has too.
    func finish(_ ids: [ReplayJobID]) async throws {
        try await replaying { _ in
            _ = await time.pass(until: { ids.allSatisfy(isDone) }, most: .seconds(120))
            await end()
        }
    }

    /// Lets processes live shortly, one after the other, until no job runs any more.
    func finish(_ ids: [ReplayJobID], inShortLivesOf seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        while try ids.contains(where: { try job($0).state == .running }) {
            let life = Duration.milliseconds(random.below(2_000))
            try await replaying { _ in await time.pass(life) }
        }
    }
}

/// A disk that is slow and often full, once it is stormy.
final class StormyWeather: Sendable {
    private let state: Lock<(isStormy: Bool, random: SeededRandom)>

    init(seed: UInt64) { state = Lock((false, SeededRandom(seed: seed))) }

    var isStormy: Bool {
        get { state.withLock { $0.isStormy } }
        set { state.withLock { $0.isStormy = newValue } }
    }

    func next() -> MemoryCommitter.Weather {
        state.withLock { state in
            guard state.isStormy else { return MemoryCommitter.Weather() }
            let failure = StoreError(.full, "store", fact: "full", remedy: "Make room.")
            let before = Duration.milliseconds(state.random.below(300))
            let after = Duration.milliseconds(state.random.below(300))
            let isFull = state.random.chance(1, outOf: 4)
            return MemoryCommitter.Weather(before: before, after: after, failure: isFull ? failure : nil)
        }
    }
}
