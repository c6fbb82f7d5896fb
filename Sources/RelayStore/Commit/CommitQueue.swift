import RelayCore

/// What waits to be written, in the order in which it came.
struct CommitQueue {
    private(set) var waiting = QueuedWrites()
    /// How much waits or is being written, in events and settlements.
    private var load = 0
    private(set) var isStopped = false
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Queues a write, and says whether the writer has to be woken for it.
    mutating func add(_ write: StoreWrite, _ waiter: QueuedWrites.Waiter) throws(StoreError) -> Bool {
        guard !isStopped else { throw .stopped }
        guard load < limit else { throw .busy(load) }
        load += write.weight
        waiting.append(write, waiter)
        return waiting.count == 1
    }

    /// Swaps what waits for an empty list, which keeps the memory of both in use.
    mutating func take(into taken: inout QueuedWrites) {
        swap(&waiting, &taken)
    }

    mutating func remove(load weight: Int) { load -= weight }

    mutating func stop() { isStopped = true }
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
