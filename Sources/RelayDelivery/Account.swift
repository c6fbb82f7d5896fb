package import CivilTime
package import RelayCore

/// What is known of one destination while its deliveries are worked on: a bounded window of those that are due, and
/// what must not be begun.
///
/// The rest stays in the store, however much it is, and is read when there is room.
package struct Account: Sendable {
    /// How many may be worked on at once.
    package var concurrency: Int {
        get { limit.most }
        set { limit.most = newValue }
    }
    /// Whether anything may leave at all.
    package var isOpen = true
    package var pause = AccountPause()
    package var breaker = Breaker()
    /// How fast it is taken up again; nil where nobody wanted that.
    package var ramp: AccountRamp?
    private var limit: ConcurrencyLimit
    package private(set) var working = 0
    private var window = DeliveryWindow()
    /// What is in the window or worked on without a lane, so that nothing is taken twice.
    private var known: Set<DeliveryID> = []
    /// By their leads, because the destination is the same for all.
    private var lanes: [ExactText: LaneUse] = [:]
    /// Whether the store may hold more that is due, apart from what a person wants sent again.
    private var hasMore = true
    /// Whether the store may hold more of that.
    private var hasMoreReplays = true
    /// When the store holds something that is not due yet.
    private var nextDue: Timestamp?

    package init(concurrency: Int) {
        limit = ConcurrencyLimit(most: concurrency)
    }

    /// How many are kept whatever they are about.
    package var capacity: Int { max(64, concurrency * 4) }
    /// How many are kept while there is memory to spare.
    package static let spareCapacity = 4_096
    package var queued: Int { window.count }

    // MARK: Coming in

    /// Takes a delivery whose turn has come, unless it is here already; with memory to spare, beyond the account's own share.
    package mutating func offer(_ stored: StoredDelivery, at now: Timestamp, hasSpareMemory: Bool = false) {
        // What is new must let the window run low, so that those in the store are read.
        let isLate = isBehind(stored.share, at: now) && !isRunningLow(on: stored.share, butFor: 1)
        offer(stored, limit: isLate ? 0 : hasSpareMemory ? max(capacity, Self.spareCapacity) : capacity, at: now)
    }

    /// Each share has room of its own: many replays must not keep out what is live.
    private mutating func offer(_ stored: StoredDelivery, limit: Int, at now: Timestamp) {
        guard case .waiting(let due, _) = stored.delivery.state else { return }
        guard due <= now else {
            if !isKnown(stored) { expect(due) }
            return
        }
        switch turn(of: stored, hasRoom: window.count(of: stored.share) < limit) {
        case .nowhere: break
        case .noRoom: if stored.share == .replay { hasMoreReplays = true } else { hasMore = true }
        case .next: window.append(stored)
        case .inPlace(let lead):
            // One that arrived late may belong before the one that is here; the other comes back when it has ended.
            if window.replace(in: lead, by: stored) { lanes[lead]?.giveWay(to: stored.id) }
        }
    }

    private func isKnown(_ stored: StoredDelivery) -> Bool {
        guard let lead = stored.lead else { return known.contains(stored.id) }
        return lanes[lead]?.holds(stored.id) ?? false
    }

    /// Takes note of what is offered, and says where it belongs.
    private mutating func turn(of stored: StoredDelivery, hasRoom: Bool) -> LaneUse.Turn {
        // Changed in place: to find a lane twice costs as much as all else here.
        if let lead = stored.lead { return LaneUse.take(stored.id, of: lead, in: &lanes[lead], hasRoom: hasRoom) }
        guard !known.contains(stored.id) else { return .nowhere }
        guard hasRoom else { return .noRoom }
        known.insert(stored.id)
        return .next
    }

    /// Remembers to look when something is due.
    package mutating func expect(_ due: Timestamp) {
        nextDue = min(nextDue ?? due, due)
    }

    /// Remembers to look in the store, because something has changed there.
    package mutating func lookAgain() { (hasMore, hasMoreReplays) = (true, true) }

    /// Takes a delivery of the store before its time, because what it waits for has come.
    package mutating func wake(_ stored: StoredDelivery, at now: Timestamp) {
        guard case .waiting(let due, let reason) = stored.delivery.state, now < due else { return }
        let (delivery, state) = (stored.delivery, Delivery.State.waiting(due: now, reason))
        let woken = Delivery(id: delivery.id, since: delivery.since, state: state, history: delivery.history)
        offer(stored.becoming(woken), limit: capacity, at: now)
    }

    /// Whether the store should be read: there is room, and there may be something.
    package func wantsMore(at now: Timestamp) -> Bool {
        guard isOpen, !pause.stops(at: now), breaker.end(at: now) == nil else { return false }
        return isRunningLow(on: .live) && isBehind(.live, at: now)
            || isRunningLow(on: .replay) && isBehind(.replay, at: now)
    }

    /// Whether the store may hold some whose turn has come and that are not here.
    private func isBehind(_ share: Share, at now: Timestamp) -> Bool {
        guard share != .replay else { return hasMoreReplays }
        return hasMore || nextDue.map { $0 <= now } ?? false
    }

    /// Whether there is room for what the store holds: replays have theirs beside the others'.
    private func isRunningLow(on share: Share, butFor more: Int = 0) -> Bool {
        let replays = window.count(of: .replay)
        return (share == .replay ? replays : window.count - replays) + more < capacity / 2
    }

    /// How many rows to read, so that those which are under way do not hide the others; of replays as many again, so that
    /// neither hide the others.
    package var readLimit: Int { capacity + working }

    /// Takes what was read of the store, and when the next is due.
    package mutating func refill(_ read: [StoredDelivery], next: Timestamp?, at now: Timestamp) {
        let replays = read.count { $0.share == .replay }
        (hasMore, hasMoreReplays) = (read.count - replays >= readLimit, replays >= readLimit)
        nextDue = next
        for stored in read { offer(stored, limit: capacity, at: now) }
    }

    // MARK: Going out

    /// Those that are begun next, so many at most.
    func upcoming(_ count: Int) -> ArraySlice<StoredDelivery> { window.upcoming(count) }

    /// Takes out the next that may be begun.
    package mutating func begin(at now: Timestamp) -> StoredDelivery? {
        guard mayBegin(at: now), let stored = window.next() else { return nil }
        return begin(stored)
    }

    /// Takes out the next of a share that may be begun.
    package mutating func begin(_ share: Share, at now: Timestamp) -> StoredDelivery? {
        guard mayBegin(at: now), let stored = window.next(of: share) else { return nil }
        return begin(stored)
    }

    /// The shares of what might be begun if there were tokens for all.
    package func wanted(at now: Timestamp) -> Shares { mayBegin(at: now) ? window.shares : [] }

    private func mayBegin(at now: Timestamp) -> Bool {
        guard isOpen, !pause.stops(at: now), working < limit.current else { return false }
        if let ramp, !ramp.allows(beside: working, of: concurrency, at: now) { return false }
        // After a pause one goes ahead, to see whether the account works again.
        guard !pause.isInForce || working == 0 else { return false }
        return breaker.allows(beside: working, at: now)
    }

    private mutating func begin(_ stored: StoredDelivery) -> StoredDelivery {
        working += 1
        pause.begin(stored.id)
        breaker.begin(stored.id)
        ramp?.begin()
        // By its place: changed through its lead, it costs three allocations.
        if let lead = stored.lead, let place = lanes.index(forKey: lead) { lanes.values[place].isBusy = true }
        return stored
    }

    /// A delivery that was begun has ended or waits again; next is the one whose turn the store says has come with that.
    package mutating func end(_ stored: StoredDelivery, next: DeliveryID? = nil) {
        working -= 1
        breaker.end(stored.id)
        guard let lead = stored.lead else { return forget(stored) }
        switch lanes.removeValue(forKey: lead)?.others {
        case nil, .nothing: break
        // That the turn of the next has come is told twice: by the commit, and to who waits for it.
        case .one(let other): if other != next { lookAgain() }
        // What was handed in may be out of date by now, or no longer the first: the store knows.
        case .several: lookAgain()
        }
    }

    /// Forgets what waits in the window; the store still has it.
    package mutating func empty() {
        while let stored = window.next() { forget(stored) }
        lookAgain()
    }

    private mutating func forget(_ stored: StoredDelivery) {
        if let lead = stored.lead { lanes[lead] = nil } else { known.remove(stored.id) }
    }

    /// When something may have to be done without anybody saying so; nil where nothing will.
    package func wakeTime(at now: Timestamp) -> Timestamp? {
        guard isOpen else { return nil }
        if pause.stops(at: now) { return mayHoldAny ? pause.wakeTime : nil }
        if let end = breaker.end(at: now) { return mayHoldAny ? end : nil }
        if let moment = ramp?.wakeTime(beside: working, of: concurrency, at: now) { return mayHoldAny ? moment : nil }
        // With enough at hand it is an end of work that makes room, and that is told.
        return isRunningLow(on: .live) ? nextDue : nil
    }

    private var mayHoldAny: Bool { hasMore || hasMoreReplays || nextDue != nil || window.count > 0 }
    /// The first of those that are here and have not been begun.
    var first: StoredDelivery? { window.first }

    /// Moves in time what it remembers of it, as the clock that shows it was moved.
    package mutating func shift(by duration: Duration) {
        pause.shift(by: duration)
        ramp?.shift(by: duration)
    }

    // MARK: Resuming

    /// Forgets all that keeps deliveries back, and returns the pause that was in force.
    package mutating func resume(_ ramp: AccountRamp?) -> DestinationPause? {
        breaker = Breaker()
        self.ramp = ramp
        return pause.endAll()
    }

    // MARK: Answers

    /// Takes note of how the destination answers, and says whether that has opened or closed its breaker.
    package mutating func note(
        _ answer: Answer,
        to id: DeliveryID,
        started: Timestamp,
        at now: Timestamp
    ) -> Breaker.Change? {
        guard let sign = Breaker.Sign(answer) else {
            breaker.end(id)
            return nil
        }
        // How fast a failure comes says nothing of how fast an answer does.
        if sign == .sound || answer.failure == SendFailure.timeout.rawValue {
            limit.note(max(.zero, now.duration(since: started)))
        }
        return breaker.note(sign, of: id, started: started, most: concurrency, at: now)
    }

    /// For how long no lookup may be made here; where it may, it is the probe if one is wanted.
    package mutating func restOfLookup(for id: DeliveryID, at now: Timestamp) -> Duration? {
        guard !breaker.isProbe(id), !breaker.allows(beside: 0, at: now) else {
            breaker.begin(id)
            return nil
        }
        return max(.seconds(1), breaker.end(at: now)?.duration(since: now) ?? .zero)
    }
}

extension StoredDelivery {
    /// Nil where it waits for no other.
    fileprivate var lead: ExactText? { lane.map { ExactText($0.lead) } }
}
