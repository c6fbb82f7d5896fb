package import CivilTime
import LinuxIO
package import RelayCore

/// Writes what many ask for in few transactions: all that was queued while the last one ran goes into the next.
///
/// `@unchecked Sendable`: what belongs to the writer (`store` to `moreToTidy`) is touched only by `drain`, `tidy` and
/// `run`, which one thread at a time may call; everything else is constant or behind the lock.
package final class GroupCommit: @unchecked Sendable {
    /// Called on the writer's thread once a transaction, before those who wait are told.
    package typealias Report = @Sendable (CommittedBatch) -> Void
    /// Called on the writer's thread when tidying failed.
    package typealias Complaint = @Sendable (StoreError) -> Void

    private let queue: Lock<CommitQueue>
    private let wake: any CommitWake
    private let now: @Sendable () -> Timestamp
    private let report: Report
    private let complaint: Complaint
    private let isSound: @Sendable () -> Bool

    private let store: any DeliveryStore
    private var taken = QueuedWrites()
    private var lastTidied: Timestamp = .earliest
    private var moreToTidy = false

    /// - Parameters:
    ///   - store: Nobody else uses it from here on.
    ///   - wake: Rung whenever something is queued where nothing was.
    ///   - queueLimit: How many events and settlements may wait; beyond, `submit` fails at once.
    ///   - now: The time.
    ///   - report: Told what every transaction brought.
    ///   - complaint: Told what went wrong when nobody was waiting for it.
    ///   - isSound: Whether the store may be closed in order at the end, so that the next start trusts it.
    package init(
        _ store: sending any DeliveryStore,
        wake: any CommitWake,
        queueLimit: Int = 10_000,
        now: @escaping @Sendable () -> Timestamp,
        report: @escaping Report = { _ in },
        complaint: @escaping Complaint = { _ in },
        isSound: @escaping @Sendable () -> Bool = { true }
    ) {
        self.store = store
        self.wake = wake
        self.now = now
        self.complaint = complaint
        self.report = report
        self.isSound = isSound
        queue = Lock(CommitQueue(limit: queueLimit))
    }

    /// Returns once the write is on disk; safe to call from anywhere.
    ///
    /// - Throws: `busy` or `stopped` at once, or why the transaction failed.
    package func submit(_ write: StoreWrite) async throws(StoreError) -> StoreResult {
        let result = await unsafe withUnsafeContinuation { continuation in
            unsafe add(write, QueuedWrites.Waiter(continuation))
        }
        return try result.get()
    }

    /// Takes nothing more; `run` returns when all that was taken is written.
    package func stop() {
        queue.withLock { $0.stop() }
        wake.wake()
    }

    // MARK: On the writer's thread

    /// Writes until it is stopped, and tidies when there is nothing to write, or too much in the store; closes it then.
    package func run() {
        while true {
            drain()
            guard !isFinished else { return close() }
            if tidyIfDue(every: moreToTidy ? .zero : Self.idlePause) { continue }
            wake.wait(atMost: Self.idlePause)
        }
    }

    private func close() {
        guard isSound() else { return }
        do throws(StoreError) { try store.close() } catch { complaint(error) }
    }

    /// Writes all that is queued.
    package func drain() {
        while true {
            // Where threads share a processor, those who are about to queue something go first: a transaction of twice
            // as many costs little more.
            Thread.letOthersRun()
            queue.withLock { $0.take(into: &taken) }
            guard !taken.isEmpty else { return }
            var start = 0
            while start < taken.count {
                let batch = taken.batch(from: start)
                start += batch.count
                write(batch)
                queue.withLock { $0.remove(load: batch.weight) }
                _ = tidyIfDue(every: moreToTidy ? Self.busyPause : Self.idlePause)
            }
            taken.removeAll()
        }
    }

    /// Spends a bounded time on keeping the store small, and says whether there is more to do.
    package func tidy() -> Bool {
        lastTidied = now()
        do throws(StoreError) {
            moreToTidy = try store.tidy(at: lastTidied)
        } catch {
            moreToTidy = false
            complaint(error)
        }
        return moreToTidy
    }

    private func tidyIfDue(every pause: Duration) -> Bool {
        let now = now()
        // By a clock that was put back, it would not be due for as long as that was.
        return (now < lastTidied || now >= lastTidied + pause) && tidy()
    }

    private var isFinished: Bool { queue.withLock { $0.isStopped && $0.waiting.isEmpty } }

    private func write(_ batch: QueuedWrites) {
        do throws(StoreError) {
            try commit(batch)
        } catch {
            // What has been accepted must be settled even in a full store; that makes room in the end.
            let acceptances = batch.filter(\.bringsMore)
            guard error.code == .full, !acceptances.isEmpty, acceptances.count < batch.count else {
                return batch.fail(error)
            }
            acceptances.fail(error)
            let others = batch.filter { !$0.bringsMore }
            do throws(StoreError) { try commit(others) } catch { others.fail(error) }
        }
    }

    private func commit(_ batch: QueuedWrites) throws(StoreError) {
        let results = try store.commit(batch.writes, at: now())
        var committed = CommittedBatch(writes: results.count)
        for index in results.indices { committed.add(batch.writes[index], results[index]) }
        report(committed)
        batch.resume(results)
    }

    private func add(_ write: StoreWrite, _ waiter: QueuedWrites.Waiter) {
        let result = queue.withLock { queue in
            Result { () throws(StoreError) in try queue.add(write, waiter) }
        }
        switch result {
        case .success(let isFirst): if isFirst { wake.wake() }
        case .failure(let error): waiter.resume(.failure(error))
        }
    }

    /// How long may pass without tidying.
    private static let idlePause: Duration = .seconds(1)
    /// How long is written at least between two slices of tidying, while something is queued.
    private static let busyPause: Duration = .milliseconds(20)
}
