package import CivilTime
package import RelayCore

/// What is known of one destination while its deliveries are worked on: a bounded window of those that are due, and
/// what must not be begun.
///
/// The rest stays in the store, however much it is, and is read when there is room.
package struct Account: Sendable {
    /// How many may be worked on at once.
    package var concurrency: Int
    /// Whether anything may leave at all.
    package var isOpen = true
    package var pause = AccountPause()
    package private(set) var working = 0
    private var window = DeliveryWindow()
    /// What is in the window or worked on without a lane, so that nothing is taken twice.
    private var known: Set<DeliveryID> = []
    /// By their leads, because the destination is the same for all.
    private var lanes: [ExactText: LaneUse] = [:]
    /// Whether the store may hold more that is due.
    private var hasMore = true
    /// When the store holds something that is not due yet.
    private var nextDue: Timestamp?

    package init(concurrency: Int) {
        self.concurrency = concurrency
    }

    /// How many are kept whatever they are about.
    package var capacity: Int { max(64, concurrency * 4) }
    /// How many are kept while there is memory to spare.
    package static let spareCapacity = 4_096
    package var queued: Int { window.count }

    // MARK: Coming in

    /// Takes a delivery whose turn has come, unless it is here already; with memory to spare, beyond the account's own share.
    package mutating func offer(_ stored: StoredDelivery, at now: Timestamp, hasSpareMemory: Bool = false) {
        guard case .waiting(let due, _) = stored.delivery.state else { return }
        guard due <= now else {
            if !isKnown(stored) { expect(due) }
            return
        }
        switch turn(of: stored, hasRoom: hasRoom(at: now, hasSpareMemory)) {
        case .nowhere: break
        case .noRoom: hasMore = true
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

    private func hasRoom(at now: Timestamp, _ hasSpareMemory: Bool) -> Bool {
        // While the store holds some whose turn has come, what is new must not keep those from being read.
        let limit = hasSpareMemory && !isBehind(at: now) ? max(capacity, Self.spareCapacity) : capacity
        return window.count < limit
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
    package mutating func lookAgain() { hasMore = true }

    /// Whether the store should be read: there is room, and there may be something.
    package func wantsMore(at now: Timestamp) -> Bool {
        guard isOpen, !pause.stops(at: now), isRunningLow else { return false }
        return isBehind(at: now)
    }

    /// Whether the store may hold some whose turn has come and that are not here.
    private func isBehind(at now: Timestamp) -> Bool { hasMore || nextDue.map { $0 <= now } ?? false }

    private var isRunningLow: Bool { window.count < capacity / 2 }

    /// How many rows to read, so that those which are under way do not hide the others.
    package var readLimit: Int { capacity + working }

    /// Takes what was read of the store, and when the next is due.
    package mutating func refill(_ read: [StoredDelivery], next: Timestamp?, at now: Timestamp) {
        hasMore = read.count >= readLimit
        nextDue = next
        for stored in read { offer(stored, at: now) }
    }

    // MARK: Going out

    /// Takes out the next that may be begun.
    package mutating func begin(at now: Timestamp) -> StoredDelivery? {
        guard isOpen, !pause.stops(at: now), working < concurrency else { return nil }
        // After a pause one goes ahead, to see whether the account works again.
        if pause.isInForce, working > 0 { return nil }
        guard let stored = window.next() else { return nil }
        working += 1
        pause.begin(stored.id)
        if let lead = stored.lead { lanes[lead]?.isBusy = true }
        return stored
    }

    /// A delivery that was begun has ended or waits again; next is the one whose turn the store says has come with that.
    package mutating func end(_ stored: StoredDelivery, next: DeliveryID? = nil) {
        working -= 1
        guard let lead = stored.lead else { return forget(stored) }
        switch lanes.removeValue(forKey: lead)?.others {
        case nil, .nothing: break
        // That the turn of the next has come is told twice: by the commit, and to who waits for it.
        case .one(let other): if other != next { hasMore = true }
        // What was handed in may be out of date by now, or no longer the first: the store knows.
        case .several: hasMore = true
        }
    }

    /// Forgets what waits in the window; the store still has it.
    package mutating func empty() {
        while let stored = window.next() { forget(stored) }
        hasMore = true
    }

    private mutating func forget(_ stored: StoredDelivery) {
        if let lead = stored.lead { lanes[lead] = nil } else { known.remove(stored.id) }
    }

    /// When something may have to be done without anybody saying so; nil where nothing will.
    package func wakeTime(at now: Timestamp) -> Timestamp? {
        guard isOpen else { return nil }
        if let end = pause.until, now < end { return hasMore || nextDue != nil || window.count > 0 ? end : nil }
        // With enough at hand it is an end of work that makes room, and that is told.
        return isRunningLow ? nextDue : nil
    }
}

extension StoredDelivery {
    /// Nil where it waits for no other.
    fileprivate var lead: ExactText? { lane.map { ExactText($0.lead) } }
}
