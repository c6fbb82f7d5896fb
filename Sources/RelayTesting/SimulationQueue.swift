import LinuxIO

/// The jobs that could run now; all executors of a simulation feed this one.
final class SimulationQueue: Sendable {
    /// Runs one job as its executor would.
    struct Job: Sendable {
        let run: @Sendable () -> Void
    }

    // Under a lock, because code that has left the simulation may come back from another thread.
    private let ready = Lock<[Job]>([])

    func add(_ job: Job) { ready.withLock { $0.append(job) } }

    /// Takes out the job that chance picks, and tells which it was, out of how many.
    func take(with random: inout SeededRandom) -> (choice: Int, count: Int, job: Job)? {
        ready.withLock { jobs in
            guard !jobs.isEmpty else { return nil }
            let choice = random.below(jobs.count)
            return (choice, jobs.count, jobs.remove(at: choice))
        }
    }
}

/// Brings in tasks that belong to no actor, and actors without an executor of their own.
final class SimulationTaskExecutor: TaskExecutor {
    private let queue: SimulationQueue

    init(_ queue: SimulationQueue) { self.queue = queue }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.add(.init { [self] in unsafe job.runSynchronously(on: asUnownedTaskExecutor()) })
    }
}

/// Brings in an actor that names its executor.
final class SimulationSerialExecutor: SerialExecutor {
    private let queue: SimulationQueue

    init(_ queue: SimulationQueue) { self.queue = queue }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.add(.init { [self] in unsafe job.runSynchronously(on: asUnownedSerialExecutor()) })
    }
}
