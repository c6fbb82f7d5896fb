/// What other threads send to a loop.
struct LoopInbox: Sendable {
    /// Whether the loop sleeps, or is about to, and nobody has woken it yet.
    var isAsleep = false
    private var jobs: [UnownedJob] = []
    private var calls: [@Sendable (EventLoop) -> Void] = []

    /// Takes a job in; whether the loop is to be woken, which is so for the first of a batch only.
    mutating func add(_ job: UnownedJob) -> Bool {
        jobs.append(job)
        return mustWake()
    }

    mutating func add(_ call: @escaping @Sendable (EventLoop) -> Void) -> Bool {
        calls.append(call)
        return mustWake()
    }

    /// Hands all out; with nothing to hand out the loop goes to sleep, if it can.
    mutating func take(jobs ready: inout [UnownedJob], canSleep: Bool) -> [@Sendable (EventLoop) -> Void] {
        isAsleep = canSleep && jobs.isEmpty && calls.isEmpty
        if ready.isEmpty {
            swap(&ready, &jobs)
        } else if !jobs.isEmpty {
            ready += jobs
            jobs.removeAll(keepingCapacity: true)
        }
        defer { if !calls.isEmpty { calls = [] } }
        return calls
    }

    private mutating func mustWake() -> Bool {
        defer { isAsleep = false }
        return isAsleep
    }
}
