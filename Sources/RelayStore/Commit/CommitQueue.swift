import JSON
import RelayCore

/// What waits to be written, in the order in which it came.
struct CommitQueue {
    private(set) var waiting: [Entry] = []
    /// How much waits or is being written, in events and settlements.
    private var load = 0
    private(set) var isStopped = false
    private let limit: Int

    /// A write, and who waits for it: told exactly once, which is the queue's promise to keep.
    @safe
    struct Entry: Sendable {
        let write: StoreWrite
        private let continuation: UnsafeContinuation<Result<StoreResult, StoreError>, Never>

        init(_ write: StoreWrite, _ continuation: UnsafeContinuation<Result<StoreResult, StoreError>, Never>) {
            self.write = write
            unsafe self.continuation = continuation
        }

        func resume(_ result: Result<StoreResult, StoreError>) {
            unsafe continuation.resume(returning: result)
        }
    }

    init(limit: Int) { self.limit = limit }

    /// Queues a write, and says whether the writer has to be woken for it.
    mutating func add(_ entry: Entry) throws(StoreError) -> Bool {
        guard !isStopped else { throw .stopped }
        guard load < limit else { throw .busy(load) }
        load += entry.write.weight
        waiting.append(entry)
        return waiting.count == 1
    }

    /// Swaps what waits for an empty array, which keeps both arrays' memory in use.
    mutating func take(into taken: inout [Entry]) {
        swap(&waiting, &taken)
    }

    mutating func remove(load weight: Int) { load -= weight }

    mutating func stop() { isStopped = true }
}

extension StoreWrite {
    /// What it counts for against the limit of the queue.
    var weight: Int {
        if case .accept(let events) = self { max(1, events.count) } else { 1 }
    }

    /// Roughly the bytes of the transaction that it takes.
    var bytes: Int {
        switch self {
        case .accept(let events): events.reduce(0) { $0 + $1.event.body.document.bytes.count }
        case .settle(_, let attempt): attempt.map { $0.request.count + $0.answer.count } ?? 0
        case .reject, .configuration, .replay, .discard, .retire, .probe: 0
        }
    }
}

extension StoreError {
    fileprivate static let stopped = StoreError(
        .stopped,
        "store events",
        fact: "the service is stopping",
        remedy: "Send it again when the service is back."
    )

    fileprivate static func busy(_ load: Int) -> StoreError {
        let remedy = "Send it again in a moment; if this lasts, the disk is too slow."
        return StoreError(.busy, "store events", fact: "\(load) writes wait already", remedy: remedy)
    }
}
