import JSON
import RelayCore

/// Writes, and who waits for each.
///
/// They stand in two arrays, so that a transaction takes its writes as they are: a write is large, and each copy of one
/// counts the users of all that it holds.
struct QueuedWrites: Sendable {
    private(set) var writes: [StoreWrite] = []
    private var waiters: [Waiter] = []

    /// Who waits for a write: told exactly once, which is the queue's promise to keep.
    @safe
    struct Waiter: Sendable {
        private let continuation: UnsafeContinuation<Result<StoreResult, StoreError>, Never>

        init(_ continuation: UnsafeContinuation<Result<StoreResult, StoreError>, Never>) {
            unsafe self.continuation = continuation
        }

        func resume(_ result: Result<StoreResult, StoreError>) {
            unsafe continuation.resume(returning: result)
        }
    }

    var count: Int { writes.count }
    var isEmpty: Bool { writes.isEmpty }
    /// What they count for against the limit of the queue.
    var weight: Int { writes.reduce(0) { $0 + $1.weight } }

    mutating func append(_ write: StoreWrite, _ waiter: Waiter) {
        writes.append(write)
        waiters.append(waiter)
    }

    mutating func removeAll() {
        writes.removeAll(keepingCapacity: true)
        waiters.removeAll(keepingCapacity: true)
    }

    /// As many from there on as fit into one transaction; one at least.
    func batch(from start: Int) -> QueuedWrites {
        let end = start + batchLength(from: start)
        guard start > 0 || end < count else { return self }
        var batch = QueuedWrites()
        batch.writes = Array(writes[start..<end])
        batch.waiters = Array(waiters[start..<end])
        return batch
    }

    func filter(_ isIncluded: (StoreWrite) -> Bool) -> QueuedWrites {
        var some = QueuedWrites()
        for (write, waiter) in zip(writes, waiters) where isIncluded(write) { some.append(write, waiter) }
        return some
    }

    /// Tells each its own result.
    func resume(_ results: [StoreResult]) {
        for (waiter, result) in zip(waiters, results) { waiter.resume(.success(result)) }
    }

    /// Tells all the same.
    func fail(_ error: StoreError) {
        for waiter in waiters { waiter.resume(.failure(error)) }
    }

    private func batchLength(from start: Int) -> Int {
        let candidates = writes[start...].prefix(Self.batchWrites)
        var bytes = 0
        for (length, write) in candidates.enumerated() {
            bytes += write.bytes
            if bytes > Self.batchBytes { return max(1, length) }
        }
        return candidates.count
    }

    private static let batchWrites = 512
    private static let batchBytes = 8 << 20
}

extension StoreWrite {
    /// What it counts for against the limit of the queue.
    var weight: Int {
        if case .accept(let events) = self { max(1, events.count) } else { 1 }
    }

    /// Roughly the bytes of the transaction that it takes.
    fileprivate var bytes: Int {
        switch self {
        case .accept(let events): events.reduce(0) { $0 + $1.event.body.document.bytes.count }
        case .settle(_, let attempt): attempt.map { $0.request.count + $0.answer.count } ?? 0
        case .claim, .reject, .configuration, .replay, .discard, .repair, .retire, .attend, .attended, .standing,
            .closure, .expect, .probe:
            0
        }
    }
}
