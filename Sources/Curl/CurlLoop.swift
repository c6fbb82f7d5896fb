import LinuxIO
import Synchronization

/// A thread that carries out transfers and runs the code that asks for them.
///
/// It is the executor of actors that name it and of tasks that prefer it. In a task that prefers it, what waits for a
/// transfer or a time goes on where it stopped, on the same thread; in another task even an actor of this loop is first
/// woken on the shared threads.
///
/// `@unchecked Sendable`: `multi`, `idle` and `lastID` are used on the loop's own thread alone, which `perform` checks;
/// the rest is behind a lock.
package final class CurlLoop: @unchecked Sendable {
    let mailbox = Lock(LoopMailbox())
    private let multi: MultiHandle
    private var idle: [Transfer] = []
    private var lastID: UInt64 = 0
    private let thread = Lock<Thread?>(nil)
    /// The number of the loop's own thread, once it runs.
    private let threadNumber = Atomic<UInt>(0)

    /// How many transfers' handles are kept for the next ones.
    private static let keptTransfers = 128

    /// Starts the thread.
    ///
    /// - Parameter connections: How many connections are kept open for the next request.
    /// - Throws: where libcurl or the system has no memory left for it.
    package init(connections: Int = 256) throws {
        multi = try MultiHandle(connections: connections)
        let started = try Thread(name: "relay-send") { [self] in
            threadNumber.store(Thread.current, ordering: .relaxed)
            while turn() {}
        }
        thread.withLock { $0 = started }
    }

    /// Ends the thread once nobody sleeps and no transfer is under way, and waits for that.
    ///
    /// Nothing may be asked of the loop afterwards.
    package func stop() {
        mailbox.withLock { $0.isEnding = true }
        wake()
        thread.withLock { $0 }?.join()
    }

    /// The time on this loop.
    package var clock: LoopClock { LoopClock(self) }

    var isCurrent: Bool { threadNumber.load(ordering: .relaxed) == Thread.current }

    func wake() { multi.wake() }

    // MARK: Transfers

    /// Carries a request out, and says what became of it; must be called on the loop.
    ///
    /// A cancelled one ends at once, and its connection with it.
    package func perform(
        _ request: TransferRequest,
        isolation: isolated (any Actor)? = #isolation
    ) async -> TransferResult {
        precondition(isCurrent, "a transfer is asked for on the loop's own thread")
        lastID += 1
        let id = lastID
        guard let transfer = prepared(request, id: id) else { return .unusable }
        return await withTaskCancellationHandler {
            // Naming the actor keeps this closure on the loop: without it, it would begin on the shared threads.
            await withCheckedContinuation(isolation: isolation) { continuation in
                precondition(isCurrent, "a transfer begins on the loop's own thread")
                transfer.begin(continuation)
                multi.add(transfer)
                // A task that was cancelled before has told so while there was nothing to end.
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func prepared(_ request: TransferRequest, id: UInt64) -> Transfer? {
        guard let transfer = idle.popLast() ?? (try? Transfer()) else { return nil }
        do {
            try transfer.prepare(request, id: id)
            return transfer
        } catch {
            transfer.abandon()
            return nil
        }
    }

    private func cancel(_ id: UInt64) {
        if mailbox.withLock({ $0.cancel(id) }) { wake() }
    }

    private func finish(_ transfer: Transfer, _ code: CurlCode, stop: TransferResult.Stop? = nil) {
        transfer.end(code, stop: stop)
        if idle.count < Self.keptTransfers { idle.append(transfer) }
    }

    // MARK: The thread

    /// Does all that can be done now, and waits for more; false once it has ended.
    private func turn() -> Bool {
        runJobs()
        endCancelled()
        wakeSleepers()
        multi.perform()
        while let done = multi.takeDone() { finish(done.transfer, done.code) }
        let isIdle = multi.isIdle
        let now = clock.now
        guard let wait = mailbox.withLock({ $0.rest(at: now, isIdle: isIdle) }) else { return false }
        if wait > 0 { multi.poll(milliseconds: wait) }
        mailbox.withLock { $0.isResting = false }
        return true
    }

    private func runJobs() {
        for job in mailbox.withLock({ $0.takeJobs() }) { run(job) }
    }

    private func endCancelled() {
        for id in mailbox.withLock({ $0.takeCancelled() }) {
            guard let transfer = multi.transfer(id) else { continue }
            multi.remove(transfer)
            finish(transfer, .stoppedByUs, stop: .cancelled)
        }
    }

    private func wakeSleepers() {
        let now = clock.now.sinceStart
        while let sleeper = mailbox.withLock({ $0.timers.takeDue(at: now) }) { sleeper.resume() }
    }
}

extension TransferResult {
    fileprivate static let unusable = TransferResult(
        code: .malformedURL,
        stop: .unusable,
        status: 0,
        headers: [:],
        body: [],
        wasConnected: false,
        wasSent: false,
        tunnelStatus: 0,
        wasRefused: false
    )
}
