/// What other threads leave for a loop.
struct LoopMailbox: Sendable {
    typealias Sleeper = CheckedContinuation<Void, any Error>

    /// What is handed to the thread at once; the memory is used again.
    struct Received {
        fileprivate(set) var jobs: [UnownedJob] = []
        fileprivate(set) var cancelled: [UInt64] = []
        fileprivate(set) var sleepers: [Sleeper] = []

        fileprivate var isEmpty: Bool { jobs.isEmpty && cancelled.isEmpty && sleepers.isEmpty }

        mutating func removeAll() {
            jobs.removeAll(keepingCapacity: true)
            cancelled.removeAll(keepingCapacity: true)
            sleepers.removeAll(keepingCapacity: true)
        }
    }

    /// What the thread does next.
    enum Next {
        case work
        case rest(atMost: Duration)
        case end
    }

    private var jobs: [UnownedJob] = []
    private var cancelled: [UInt64] = []
    private var lastTimer: UInt64 = 0
    var timers = TimerQueue<Sleeper>()
    var isEnding = false
    private(set) var hasEnded = false
    /// Whether the thread waits, so that news must wake it.
    private var isResting = false

    /// Takes a job on; whether the thread must be woken for it.
    mutating func add(_ job: UnownedJob) -> Bool {
        precondition(!hasEnded, "the loop was stopped while something still needed it")
        jobs.append(job)
        return takeRest()
    }

    /// Asks for a transfer's end; whether the thread must be woken for it.
    mutating func cancel(_ id: UInt64) -> Bool {
        cancelled.append(id)
        return takeRest()
    }

    mutating func makeTimerID() -> UInt64 {
        lastTimer += 1
        return lastTimer
    }

    /// Adds a sleeper; whether the thread must be woken, since it would rest for too long.
    mutating func add(_ sleeper: Sleeper, id: UInt64, due: Duration) -> Bool {
        let isFirst = timers.earliest.map { due < $0 } ?? true
        timers.add(sleeper, id: id, due: due)
        return isFirst && takeRest()
    }

    /// Hands out what has come, and whose time has come.
    ///
    /// Where that is nothing, and the thread has no jobs of its own either, it rests or has ended.
    mutating func take(into received: inout Received, at now: Duration, hasJobs: Bool, isIdle: Bool) -> Next {
        isResting = false
        swap(&jobs, &received.jobs)
        swap(&cancelled, &received.cancelled)
        while let sleeper = timers.takeDue(at: now) { received.sleepers.append(sleeper) }
        guard received.isEmpty, !hasJobs else { return .work }
        if isEnding && isIdle && timers.isEmpty {
            hasEnded = true
            return .end
        }
        isResting = true
        return .rest(atMost: timers.earliest.map { min($0 - now, Self.longestRest) } ?? Self.longestRest)
    }

    private static let longestRest = Duration.seconds(60)

    private mutating func takeRest() -> Bool {
        defer { isResting = false }
        return isResting
    }
}
