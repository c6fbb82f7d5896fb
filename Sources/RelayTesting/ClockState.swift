/// The clock's decisions; what it returns is to be resumed outside the lock.
struct ClockState: Sendable {
    private(set) var now = VirtualClock.Instant(sinceStart: .zero)
    private var nextID = 0
    private var waiters: [ClockWaiter] = []
    /// Cancelled before they began to wait.
    private var cancelled: Set<Int> = []

    var earliest: VirtualClock.Instant? { waiters.compactMap(\.deadline).min() }

    mutating func makeID() -> Int {
        nextID += 1
        return nextID
    }

    mutating func forget(_ id: Int) { cancelled.remove(id) }

    mutating func add(_ waiter: ClockWaiter) -> [ClockWake] {
        if cancelled.contains(waiter.id) { return [.cancel(waiter)] }
        // Another thread may have moved the time since the caller looked.
        if let deadline = waiter.deadline, deadline <= now { return [.resume(waiter, now)] }
        waiters.append(waiter)
        return wakeWatchers()
    }

    mutating func cancel(_ id: Int) -> ClockWaiter? {
        guard let index = waiters.firstIndex(where: { $0.id == id }) else {
            cancelled.insert(id)
            return nil
        }
        return waiters.remove(at: index)
    }

    mutating func advance(to instant: VirtualClock.Instant) -> [ClockWaiter] {
        now = max(now, instant)
        let reached = waiters.filter { $0.deadline.map { $0 <= now } ?? false }
        waiters.removeAll { $0.deadline.map { $0 <= now } ?? false }
        return reached.sorted { ($0.deadline ?? now, $0.id) < ($1.deadline ?? now, $1.id) }
    }

    private mutating func wakeWatchers() -> [ClockWake] {
        guard let earliest else { return [] }
        let sleeping = waiters.count { $0.deadline != nil }
        let satisfied = waiters.filter { if case .sleepers(let count) = $0.event { count <= sleeping } else { false } }
        waiters.removeAll { waiter in satisfied.contains { $0.id == waiter.id } }
        return satisfied.map { .resume($0, earliest) }
    }
}

/// One who waits for the clock.
struct ClockWaiter: Sendable {
    enum Event: Sendable { case time(VirtualClock.Instant), sleepers(Int) }

    let id: Int
    let event: Event
    let continuation: CheckedContinuation<VirtualClock.Instant, any Error>

    var deadline: VirtualClock.Instant? {
        if case .time(let deadline) = event { deadline } else { nil }
    }
}

/// What the clock must do once its lock is released.
enum ClockWake {
    case resume(ClockWaiter, VirtualClock.Instant), cancel(ClockWaiter)

    func perform() {
        switch self {
        case .resume(let waiter, let instant): waiter.continuation.resume(returning: instant)
        case .cancel(let waiter): waiter.continuation.resume(throwing: CancellationError())
        }
    }
}
