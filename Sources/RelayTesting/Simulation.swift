import LinuxIO

/// Runs concurrent code on one thread, in an order and at a pace that a seed decides and replays.
///
/// All jobs of the body and its child tasks wait in one list; the seed picks which of them runs next. The virtual clock
/// moves only when none can run. Two runs with one seed take the same steps, which `digest` proves:
///
/// ```swift
/// @Test(arguments: Seeds.first(200))
/// func `no event is lost`(seed: UInt64) throws {
///     try Simulation(seed: seed).run { clock in try await World(clock, seed: seed).live() }
/// }
/// ```
///
/// The body must be structured: `Task {}` and `Task.detached` leave the simulation, and so does a sleep on any clock but
/// the one handed in. Actors belong to it, unless they bring an executor of their own: give those `serialExecutor()`.
package final class Simulation {
    package let seed: UInt64
    /// A simulation that takes more steps than this is taken for one that never ends.
    package let stepLimit: Int
    package let clock = VirtualClock()

    /// How many jobs have run.
    package private(set) var steps = 0
    /// A fingerprint of every choice so far: which job ran, out of how many, and when.
    package var digest: UInt64 { trace.digest }

    /// Called before each job with its number: what happens to the world at a step chosen beforehand happens there.
    package var beforeEachStep: (Int) -> Void = { _ in }

    private let queue = SimulationQueue()
    private var random: SeededRandom
    private var trace = TraceDigest()

    package init(seed: UInt64, stepLimit: Int = 1_000_000) {
        self.seed = seed
        self.stepLimit = stepLimit
        random = SeededRandom(seed: seed)
    }

    /// An executor for an actor that wants one of its own; its jobs run in the simulation, like all others.
    package func serialExecutor() -> any SerialExecutor { SimulationSerialExecutor(queue) }

    /// Runs the body to its end on the calling thread and returns or throws what it does.
    ///
    /// Throws `SimulationFailure` when nothing can run and nobody sleeps, or when the steps run out.
    package func run<Value: Sendable>(
        _ body: @escaping @Sendable (VirtualClock) async throws -> Value
    ) throws -> Value {
        let outcome = Lock<Result<Value, any Error>?>(nil)
        // The one unstructured task: a simulation is entered from synchronous code, and its children hold to the executor.
        let root = Task(executorPreference: SimulationTaskExecutor(queue)) { [clock] in
            let result: Result<Value, any Error>
            do { result = .success(try await body(clock)) } catch { result = .failure(error) }
            outcome.withLock { $0 = result }
        }
        defer { abandon(root) }
        while true {
            if let result = outcome.withLock({ $0 }) { return try result.get() }
            try step()
        }
    }

    private func step() throws(SimulationFailure) {
        guard steps < stepLimit else { throw SimulationFailure(.stepLimit(stepLimit), seed: seed, at: clock.now) }
        if runNextJob() { return }
        guard clock.advanceToNextSleeper() else { throw SimulationFailure(.deadlock, seed: seed, at: clock.now) }
        trace.add(clock.now.sinceStart.components)
    }

    private func runNextJob() -> Bool {
        guard let (choice, count, job) = queue.take(with: &random) else { return false }
        beforeEachStep(steps)
        steps += 1
        trace.add(UInt64(choice))
        trace.add(UInt64(count))
        job.run()
        return true
    }

    /// Cancels what is left of a run that failed and lets it end, so that no task outlives its test.
    private func abandon(_ root: Task<Void, Never>) {
        root.cancel()
        for _ in 0..<stepLimit {
            guard runNextJob() else { return }
        }
    }
}
