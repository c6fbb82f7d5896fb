import Synchronization

/// Whether the node can do its work, as far as it knows; asked for each event, and so without a lock.
final class Health: Sendable {
    private let isEnding = Atomic(false)
    /// Whether something was found wrong with the store's file; it takes a person to mend that.
    private let isDamaged = Atomic(false)
    /// Whether nobody knows yet if the store survived the last end.
    private let isCheckDue = Atomic(false)
    private let isFailing = Atomic(false)

    var isDraining: Bool { isEnding.load(ordering: .acquiring) }
    var isStoreFailing: Bool { isFailing.load(ordering: .acquiring) }

    /// Whether events are taken: a store that only has no room at the moment is asked each time.
    var takesEvents: Bool { !isDraining && !isDamaged.load(ordering: .acquiring) }
    var isReady: Bool { takesEvents && !isStoreFailing }

    /// Whether the next start may trust the store unseen.
    var isStoreSound: Bool { !isDamaged.load(ordering: .acquiring) && !isCheckDue.load(ordering: .acquiring) }

    func beginDraining() { isEnding.store(true, ordering: .releasing) }
    func noteDamage() { isDamaged.store(true, ordering: .releasing) }
    func noteCheck(isDue: Bool) { isCheckDue.store(isDue, ordering: .releasing) }

    /// Notes how the store does; whether that is news.
    func noteStore(isFailing: Bool) -> Bool {
        self.isFailing.exchange(isFailing, ordering: .acquiringAndReleasing) != isFailing
    }
}
