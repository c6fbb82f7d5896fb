package import LinuxIO
import Synchronization

/// A thread that carries out transfers and runs the code that asks for them.
///
/// It is the executor of actors that name it and of tasks that prefer it. In a task that prefers it, what waits for a
/// transfer or a time goes on where it stopped, on the same thread; in another task even an actor of this loop is first
/// woken on the shared threads.
///
/// Beside libcurl's it may carry a companion's transfers: it waits for both.
///
/// `@unchecked Sendable`: `multi`, `companion`, `idle`, `lastID` and the jobs beside them are used on the loop's own thread
/// alone, which `perform` and `enqueue` check; the rest is behind a lock.
package final class CurlLoop: @unchecked Sendable {
    let mailbox = Lock(LoopMailbox())
    private let multi: MultiHandle
    private let companion: (any LoopCompanion)?
    private var idle: [Transfer] = []
    private var lastID: UInt64 = 0
    /// The jobs that the loop's own thread has put here: they need no lock.
    private var ready: [UnownedJob] = []
    private var running: [UnownedJob] = []
    private var received = LoopMailbox.Received()
    private let thread = Lock<Thread?>(nil)
    /// The number of the loop's own thread, once it runs.
    private let threadNumber = Atomic<UInt>(0)

    /// How many transfers' handles are kept for the next ones.
    private static let keptTransfers = 128
    /// How many times in a row new jobs come before the sockets.
    private static let generations = 8

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - connections: How many of libcurl's connections are kept open for the next request.
    ///   - companion: What else has its turns on the thread, and is used on it alone from now on.
    /// - Throws: where libcurl or the system has no memory left for it.
    package init(connections: Int = 256, companion: (any LoopCompanion)? = nil) throws {
        self.companion = companion
        multi = try MultiHandle(connections: connections)
        let started = try Thread(name: "relay-send") { [self] in
            threadNumber.store(Thread.current, ordering: .relaxed)
            while turn() {}
            // A later thread may have the same number.
            threadNumber.store(0, ordering: .relaxed)
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

    /// Takes a job of the loop's own thread on.
    func add(_ job: UnownedJob) { ready.append(job) }

    var isCurrent: Bool { threadNumber.load(ordering: .relaxed) == Thread.current }

    func wake() {
        // With a companion it is this one that waits, or libcurl for it.
        if let companion { companion.wake() } else { multi.wake() }
    }

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
        let now = clock.now.sinceStart
        var rest = Duration.zero
        generations: for _ in 0..<Self.generations {
            switch mailbox.withLock({ $0.take(into: &received, at: now, hasJobs: !ready.isEmpty, isIdle: isIdle) }) {
            case .work: runReceived()
            case .rest(let longest):
                rest = longest
                break generations
            case .end: return false
            }
        }
        moveTransfers()
        wait(atMost: ready.isEmpty ? rest : .zero, at: now)
        return true
    }

    private var isIdle: Bool { multi.isIdle && companion?.isIdle ?? true }

    private func runReceived() {
        for id in received.cancelled { endCancelled(id) }
        for sleeper in received.sleepers { sleeper.resume() }
        // Out of `ready` while they run, since they put new ones there.
        swap(&ready, &running)
        for job in running { run(job) }
        running.removeAll(keepingCapacity: true)
        for job in received.jobs { run(job) }
        received.removeAll()
    }

    private func endCancelled(_ id: UInt64) {
        guard let transfer = multi.transfer(id) else { return }
        multi.remove(transfer)
        finish(transfer, .stoppedByUs, stop: .cancelled)
    }

    /// Moves libcurl's transfers on; to ask it costs something even where it has none.
    private func moveTransfers() {
        guard !multi.isIdle else { return }
        multi.perform()
        while let done = multi.takeDone() { finish(done.transfer, done.code) }
    }

    private func wait(atMost rest: Duration, at now: Duration) {
        guard let companion else { return multi.poll(atMost: rest) }
        let deadline = companion.deadline
        let limit = deadline == .never ? rest : max(.zero, min(rest, .nanoseconds(deadline.nanoseconds) - now))
        if multi.isIdle {
            companion.turn(waitingAtMost: limit)
        } else {
            multi.poll(atMost: limit, beside: companion.descriptor)
            companion.turn(waitingAtMost: .zero)
        }
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
