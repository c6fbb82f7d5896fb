import CivilTime
import RelayCore

/// What is known of one destination while its deliveries are worked on: a bounded window of those that are due, and
/// what must not be begun.
///
/// The rest stays in the store, however much it is, and is read when there is room.
struct Account: Sendable {
    /// How many may be worked on at once.
    var concurrency: Int
    /// Whether anything may leave at all.
    var isOpen = true
    private(set) var pausedUntil: Timestamp?
    private(set) var window: [StoredDelivery] = []
    /// What is in the window or worked on, so that nothing is taken twice.
    private var known: Set<DeliveryID> = []
    private(set) var working = 0
    private var busy: Set<Lane> = []
    /// The lanes of what is in the window, of each of which it holds one.
    private var queued: Set<Lane> = []
    /// Whether the store may hold more that is due.
    private(set) var hasMore = true
    /// When the store holds something that is not due yet.
    private(set) var nextDue: Timestamp?

    init(concurrency: Int) {
        self.concurrency = concurrency
    }

    var capacity: Int { max(64, concurrency * 4) }

    // MARK: Coming in

    /// Takes a delivery whose turn has come, unless it is here already.
    mutating func offer(_ stored: StoredDelivery, at now: Timestamp) {
        guard case .waiting(let due, _) = stored.delivery.state, !known.contains(stored.id) else { return }
        guard due <= now else { return expect(due) }
        // The one of its lane that is under way will bring it along when it ends.
        if let lane = stored.lane, busy.contains(lane) { return }
        if let lane = stored.lane, queued.contains(lane) { return replace(in: lane, by: stored) }
        guard window.count < capacity else {
            hasMore = true
            return
        }
        known.insert(stored.id)
        window.append(stored)
        if let lane = stored.lane { queued.insert(lane) }
    }

    /// One that arrived late may belong before the one that is here; the other comes back when it has ended.
    private mutating func replace(in lane: Lane, by stored: StoredDelivery) {
        guard let position = window.firstIndex(where: { $0.lane == lane }) else { return }
        let other = window[position]
        guard (stored.position, stored.id) < (other.position, other.id) else { return }
        known.remove(other.id)
        known.insert(stored.id)
        window[position] = stored
    }

    /// Remembers to look when something is due.
    mutating func expect(_ due: Timestamp) {
        nextDue = min(nextDue ?? due, due)
    }

    /// Whether the store should be read: there is room, and there may be something.
    func wantsMore(at now: Timestamp) -> Bool {
        guard isOpen, !isPaused(at: now), window.count < max(1, capacity / 2) else { return false }
        return hasMore || nextDue.map { $0 <= now } ?? false
    }

    /// How many rows to read, so that those which are under way do not hide the others.
    var readLimit: Int { capacity + working }

    /// Takes what was read of the store, and when the next is due.
    mutating func refill(_ read: [StoredDelivery], next: Timestamp?, at now: Timestamp) {
        hasMore = read.count >= readLimit
        nextDue = next
        for stored in read { offer(stored, at: now) }
    }

    // MARK: Going out

    func isPaused(at now: Timestamp) -> Bool { pausedUntil.map { now < $0 } ?? false }

    /// Takes out the next that may be begun.
    mutating func begin(at now: Timestamp) -> StoredDelivery? {
        guard isOpen, !isPaused(at: now), working < concurrency else { return nil }
        // After a pause one goes ahead, to see whether the account works again.
        if pausedUntil != nil, working > 0 { return nil }
        guard let position = window.firstIndex(where: { $0.lane.map { !busy.contains($0) } ?? true }) else {
            return nil
        }
        let stored = window.remove(at: position)
        working += 1
        if let lane = stored.lane {
            queued.remove(lane)
            busy.insert(lane)
        }
        return stored
    }

    /// A delivery that was begun has ended or waits again.
    mutating func end(_ stored: StoredDelivery) {
        working -= 1
        known.remove(stored.id)
        if let lane = stored.lane { busy.remove(lane) }
    }

    mutating func pause(until moment: Timestamp) {
        pausedUntil = max(pausedUntil ?? moment, moment)
    }

    /// An answer that speaks of a sound account.
    mutating func resume() {
        pausedUntil = nil
    }

    /// Forgets what waits in the window; the store still has it.
    mutating func empty() {
        for stored in window { known.remove(stored.id) }
        window = []
        queued = []
        hasMore = true
    }

    /// When something may have to be done without anybody saying so; nil where nothing will.
    func wakeTime(at now: Timestamp) -> Timestamp? {
        guard isOpen else { return nil }
        if let pausedUntil, now < pausedUntil {
            return hasMore || nextDue != nil || !window.isEmpty ? pausedUntil : nil
        }
        return nextDue
    }
}
