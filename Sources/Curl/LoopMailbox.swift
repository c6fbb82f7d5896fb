/// What other threads leave for a loop.
struct LoopMailbox: Sendable {
    typealias Sleeper = CheckedContinuation<Void, any Error>

    private var jobs: [UnownedJob] = []
    private var cancelled: [UInt64] = []
    private var lastTimer: UInt64 = 0
    var timers = TimerQueue<Sleeper>()
    var isEnding = false
    private(set) var hasEnded = false
    /// Whether the thread waits, so that news must wake it.
    var isResting = false

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

    mutating func takeJobs() -> [UnownedJob] {
        defer { jobs = [] }
        return jobs
    }

    mutating func takeCancelled() -> [UInt64] {
        guard !cancelled.isEmpty else { return [] }
        defer { cancelled = [] }
        return cancelled
    }

    /// How many milliseconds the thread may rest, which it then does; nil where it has ended.
    mutating func rest(at now: LoopClock.Instant, isIdle: Bool) -> Int32? {
        guard jobs.isEmpty, cancelled.isEmpty else { return 0 }
        if isEnding && isIdle && timers.isEmpty {
            hasEnded = true
            return nil
        }
        isResting = true
        guard let earliest = timers.earliest else { return Self.longestRest }
        let left = earliest - now.sinceStart
        guard left > .zero else {
            isResting = false
            return 0
        }
        // Rounded up: who wakes too early would only go round once more.
        let (seconds, attoseconds) = left.components
        let milliseconds = seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(min(milliseconds, Int64(Self.longestRest)))
    }

    private static let longestRest: Int32 = 60_000

    private mutating func takeRest() -> Bool {
        defer { isResting = false }
        return isResting
    }
}
