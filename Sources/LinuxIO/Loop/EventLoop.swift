import Glibc
import Synchronization

/// Who has something to do before a loop looks at its descriptors again.
package protocol RoundEndObserver: AnyObject {
    func roundEnds()
}

/// A thread that waits for descriptors, times and jobs, and runs Swift's tasks and actors on itself.
///
/// An actor whose executor this is, and tasks that prefer it, run on its thread; so what they share needs no lock.
/// Everything but `enqueue`, `perform`, `pause` and `stop` is to be used on that thread.
///
/// `@unchecked Sendable`: what is not behind the inbox's lock is touched by the loop's own thread alone, which
/// `preconditionIsCurrent` checks where others might call.
package final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    /// How many times in a row new jobs come before the descriptors.
    private static let generations = 8

    package let name: String
    /// The time when this round began: good enough for limits, and free.
    package private(set) var now: MonotonicTime
    var timers = Timers()

    private let clock = SystemClock()
    private let poller: Poller
    private let wake: Wake
    private let inbox = Lock(LoopInbox())
    private let thread = Lock<Thread?>(nil)
    private let owner = Atomic<UInt>(0)
    private var watches: WatchTable
    private var ready: [UnownedJob] = []
    private var running: [UnownedJob] = []
    private var observers: [any RoundEndObserver] = []
    private var isStopped = false

    /// Starts a loop, which looks at the deadlines of its watches once in each `sweep`: so late may they be.
    package init(name: String = "loop", sweep: Duration = .seconds(1)) throws(LinuxIOError) {
        self.name = name
        poller = try Poller()
        wake = try Wake()
        watches = WatchTable(sweep: sweep)
        now = clock.monotonicTime()
        try poller.add(wake.descriptor)
        let thread = try Thread(name: name) { [self] in run() }
        self.thread.withLock { $0 = thread }
    }

    /// Starts as many loops as there are processors to run on, or as many as are asked for.
    package static func start(count: Int? = nil, sweep: Duration = .seconds(1)) throws(LinuxIOError) -> [EventLoop] {
        var loops: [EventLoop] = []
        for index in 0..<max(1, count ?? ProcessSetup.processorCount) {
            loops.append(try EventLoop(name: "loop-\(index)", sweep: sweep))
        }
        return loops
    }

    /// Ends the loop once its jobs are done, and waits for its thread; what is watched then is never told again.
    package func stop() {
        precondition(!isCurrent, "a loop is stopped from outside")
        perform { $0.isStopped = true }
        thread.withLock { $0.take() }?.join()
    }

    /// Whether the caller runs on the loop's thread.
    package var isCurrent: Bool { owner.load(ordering: .relaxed) == Thread.current }

    func preconditionIsCurrent() { precondition(isCurrent, "this belongs to the thread of \(name)") }

    /// Has the loop call this: at once if it is the caller's thread.
    package func perform(_ call: @escaping @Sendable (EventLoop) -> Void) {
        if isCurrent {
            call(self)
        } else if inbox.withLock({ $0.add(call) }) {
            wake.signal()
        }
    }
}

extension EventLoop {
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            ready.append(job)
        } else if inbox.withLock({ $0.add(job) }) {
            wake.signal()
        }
    }

    package func checkIsolated() { preconditionIsCurrent() }
}

extension EventLoop {
    /// Takes a descriptor into the loop's care, until the watch is ended; that is before the descriptor is closed.
    package func watch(_ descriptor: Int32) throws(LinuxIOError) -> Watch {
        preconditionIsCurrent()
        try poller.add(descriptor)
        return watches.add(descriptor, of: self)
    }

    func end(_ watch: Watch) {
        preconditionIsCurrent()
        poller.remove(watch.descriptor)
        watches.remove(watch)
    }

    /// Calls the observer once, when the jobs of this round have run.
    package func callAtRoundEnd(_ observer: any RoundEndObserver) {
        preconditionIsCurrent()
        observers.append(observer)
    }

    func noteDeadline(added: Bool) { watches.noteDeadline(added: added, now: now) }
}

extension EventLoop {
    private func run() {
        owner.store(Thread.current, ordering: .relaxed)
        // A later thread may have the same number.
        defer { owner.store(0, ordering: .relaxed) }
        while !isStopped || !ready.isEmpty {
            runJobs()
            endRound()
            let limit = takeInbox() ? timeToNext : .zero
            poller.wait(atMost: limit) { happening in
                if happening.descriptor == wake.descriptor { wake.take() } else { watches.tell(happening) }
            }
            now = clock.monotonicTime()
            inbox.withLock { $0.isAsleep = false }
            timers.fire(at: now)
            watches.sweepIfDue(at: now)
        }
    }

    /// Runs what is ready, and what becomes ready by that; not for ever, since descriptors wait too.
    private func runJobs() {
        for _ in 0..<Self.generations where !ready.isEmpty {
            swap(&ready, &running)
            for job in running {
                unsafe job.runSynchronously(
                    isolatedTo: asUnownedSerialExecutor(),
                    taskExecutor: asUnownedTaskExecutor()
                )
            }
            running.removeAll(keepingCapacity: true)
        }
    }

    private func endRound() {
        guard !observers.isEmpty else { return }
        for observer in observers { observer.roundEnds() }
        observers.removeAll(keepingCapacity: true)
    }

    /// Takes what others have sent; true when there is nothing to do, and the loop may sleep until it is woken.
    private func takeInbox() -> Bool {
        let calls = inbox.withLock { $0.take(jobs: &ready, canSleep: ready.isEmpty && !isStopped) }
        for call in calls { call(self) }
        return calls.isEmpty && ready.isEmpty && !isStopped
    }

    /// How long there is nothing to do; nil for ever.
    private var timeToNext: Duration? {
        let next = min(timers.next, watches.nextSweep)
        return next == .never ? nil : next - clock.monotonicTime()
    }
}
