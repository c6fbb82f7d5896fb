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
    /// What is in the window or worked on, so that nothing is taken twice.
    private var known: Set<DeliveryID> = []
    /// By their leads, because the destination is the same for all.
    private var lanes: [String: LaneUse] = [:]
    /// Whether the store may hold more that is due.
    private var hasMore = true
    /// When the store holds something that is not due yet.
    private var nextDue: Timestamp?

    private enum LaneUse: Sendable {
        /// One of it is in the window.
        case queued
        /// One of it is worked on.
        case busy
        /// One of it is worked on, and another that may come before what follows has been handed in meanwhile.
        case busyWithMore
    }

    package init(concurrency: Int) {
        self.concurrency = concurrency
    }

    package var capacity: Int { max(64, concurrency * 4) }
    package var queued: Int { window.count }

    // MARK: Coming in

    /// Takes a delivery whose turn has come, unless it is here already.
    package mutating func offer(_ stored: StoredDelivery, at now: Timestamp) {
        guard case .waiting(let due, _) = stored.delivery.state, !known.contains(stored.id) else { return }
        guard due <= now else { return expect(due) }
        guard let lead = stored.lane?.lead else {
            if hasRoom() { take(stored) }
            return
        }
        switch lanes[lead] {
        case .busy, .busyWithMore: lanes[lead] = .busyWithMore
        case .queued: replace(in: lead, by: stored)
        case nil:
            guard hasRoom() else { return }
            lanes[lead] = .queued
            take(stored)
        }
    }

    private mutating func hasRoom() -> Bool {
        if window.count >= capacity { hasMore = true }
        return window.count < capacity
    }

    private mutating func take(_ stored: StoredDelivery) {
        known.insert(stored.id)
        window.append(stored)
    }

    /// One that arrived late may belong before the one that is here; the other comes back when it has ended.
    private mutating func replace(in lead: String, by stored: StoredDelivery) {
        guard let other = window.replace(in: lead, by: stored) else { return }
        known.remove(other)
        known.insert(stored.id)
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
        return hasMore || nextDue.map { $0 <= now } ?? false
    }

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
        if let lead = stored.lane?.lead { lanes[lead] = .busy }
        return stored
    }

    /// A delivery that was begun has ended or waits again.
    package mutating func end(_ stored: StoredDelivery) {
        working -= 1
        known.remove(stored.id)
        guard let lead = stored.lane?.lead, let use = lanes.removeValue(forKey: lead) else { return }
        // What was handed in may be out of date by now, or no longer the first: the store knows.
        if case .busyWithMore = use { hasMore = true }
    }

    /// Forgets what waits in the window; the store still has it.
    package mutating func empty() {
        while let stored = window.next() {
            known.remove(stored.id)
            if let lead = stored.lane?.lead { lanes[lead] = nil }
        }
        hasMore = true
    }

    /// When something may have to be done without anybody saying so; nil where nothing will.
    package func wakeTime(at now: Timestamp) -> Timestamp? {
        guard isOpen else { return nil }
        if let end = pause.until, now < end { return hasMore || nextDue != nil || window.count > 0 ? end : nil }
        // With enough at hand it is an end of work that makes room, and that is told.
        return isRunningLow ? nextDue : nil
    }
}
