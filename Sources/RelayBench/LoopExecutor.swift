import LinuxIO

/// Runs tasks and actors on the calling thread, first in, first out: what a sender's own loop does between its requests.
final class LoopExecutor: SerialExecutor, TaskExecutor {
    private let jobs = Lock<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs the body to its end; what it waits for that is no task, `whenIdle` does, when nothing else can run.
    func run(_ body: @escaping @Sendable () async -> Void, whenIdle: () -> Void = {}) {
        let isDone = Lock(false)
        Task(executorPreference: self) {
            await body()
            isDone.withLock { $0 = true }
        }
        while !isDone.withLock({ $0 }) {
            let batch = jobs.withLock { jobs in
                defer { jobs = [] }
                return jobs
            }
            if batch.isEmpty { whenIdle() }
            for job in batch { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }
}
