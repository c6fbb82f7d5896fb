import Synchronization

/// Those who sleep on a loop, the earliest first.
@safe
struct Timers {
    /// When the first of them is to be woken.
    var next: MonotonicTime { heap.first?.deadline ?? .never }

    private struct Entry {
        let deadline: MonotonicTime
        let id: Int
    }

    // A binary heap; whoever is cancelled stays in it until his time, without a continuation.
    private var heap: [Entry] = []
    private var sleepers: [Int: UnsafeContinuation<Void, any Error>] = unsafe [:]
    /// Cancelled before they began to sleep.
    private var cancelled: Set<Int> = []

    mutating func add(_ id: Int, until deadline: MonotonicTime, _ sleeper: UnsafeContinuation<Void, any Error>) {
        if cancelled.contains(id) {
            unsafe sleeper.resume(throwing: CancellationError())
        } else {
            unsafe sleepers[id] = sleeper
            push(Entry(deadline: deadline, id: id))
        }
    }

    mutating func cancel(_ id: Int) {
        guard let sleeper = unsafe sleepers.removeValue(forKey: id) else {
            cancelled.insert(id)
            return
        }
        unsafe sleeper.resume(throwing: CancellationError())
    }

    mutating func forget(_ id: Int) { cancelled.remove(id) }

    mutating func fire(at now: MonotonicTime) {
        while let first = heap.first, first.deadline <= now {
            pop()
            unsafe sleepers.removeValue(forKey: first.id)?.resume()
        }
    }

    private mutating func push(_ entry: Entry) {
        var index = heap.count
        heap.append(entry)
        while index > 0, heap[index].deadline < heap[(index - 1) / 2].deadline {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func pop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var index = 0
        while let child = earliestChild(of: index), heap[child].deadline < heap[index].deadline {
            heap.swapAt(child, index)
            index = child
        }
    }

    private func earliestChild(of index: Int) -> Int? {
        let (left, right) = (2 * index + 1, 2 * index + 2)
        guard left < heap.count else { return nil }
        return right < heap.count && heap[right].deadline < heap[left].deadline ? right : left
    }
}

extension EventLoop {
    private static let sleeperIDs = Atomic(0)

    /// Waits that long, from whatever executor; a cancelled wait throws at once.
    package func pause(for duration: Duration) async throws {
        try await pause(until: SystemClock().monotonicTime() + duration)
    }

    package func pause(until deadline: MonotonicTime) async throws {
        let id = Self.sleeperIDs.wrappingAdd(1, ordering: .relaxed).newValue
        // By then no cancellation of this sleep can be on its way any more.
        defer { perform { $0.timers.forget(id) } }
        try await withTaskCancellationHandler {
            try await unsafe withUnsafeThrowingContinuation { continuation in
                perform { unsafe $0.timers.add(id, until: deadline, continuation) }
            }
        } onCancel: {
            perform { $0.timers.cancel(id) }
        }
    }
}
