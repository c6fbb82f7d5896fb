/// The watches of a loop, by descriptor, and the sweep over their deadlines.
///
/// A sweep is a walk over all of them once in a while: no request pays for a timer of its own.
struct WatchTable {
    /// When the deadlines are looked at next.
    private(set) var nextSweep = MonotonicTime.never

    private let sweep: Duration
    // The kernel gives the lowest free number, so these stay dense.
    private var watches: [Watch?] = []
    private var deadlines = 0

    init(sweep: Duration) { self.sweep = sweep }

    mutating func add(_ descriptor: Int32, of loop: EventLoop) -> Watch {
        let index = Int(descriptor)
        if index >= watches.count {
            watches.append(contentsOf: repeatElement(nil, count: index + 1 - watches.count))
        }
        precondition(watches[index] == nil, "descriptor \(descriptor) is watched already")
        let watch = Watch(descriptor, of: loop)
        watches[index] = watch
        return watch
    }

    mutating func remove(_ watch: Watch) { watches[Int(watch.descriptor)] = nil }

    func tell(_ happening: Poller.Happening) {
        // An ended watch may still be named by the kernel, if its descriptor has been copied.
        guard watches.indices.contains(Int(happening.descriptor)) else { return }
        watches[Int(happening.descriptor)]?.tell(happening)
    }

    mutating func noteDeadline(added: Bool, now: MonotonicTime) {
        deadlines += added ? 1 : -1
        if added, nextSweep == .never { nextSweep = now + sweep }
    }

    mutating func sweepIfDue(at now: MonotonicTime) {
        guard nextSweep <= now else { return }
        nextSweep = deadlines > 0 ? now + sweep : .never
        for watch in watches { watch?.expire(at: now) }
    }
}
