import LinuxIO

/// Runs tasks on the test's own thread: when the test says so, or as soon as they can go on.
final class HandExecutor: TaskExecutor {
    private let jobs = Lock<[UnownedJob]>([])
    private let runsAtOnce = Lock(false)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        guard !runsAtOnce.withLock({ $0 }) else { return run(job) }
        jobs.withLock { $0.append(job) }
    }

    /// Runs all that can run, until each has ended or waits; whoever goes on later does so at once.
    func runAll() {
        for job in jobs.withLock({ $0 }) { run(job) }
        jobs.withLock { $0.removeAll() }
        runsAtOnce.withLock { $0 = true }
    }

    private func run(_ job: UnownedJob) { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
}
