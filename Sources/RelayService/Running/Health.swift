import LinuxIO

/// Whether the node can do its work, as far as it knows.
final class Health: Sendable {
    private let state = Lock(State())

    private struct State: Sendable {
        var isDraining = false
        /// What was found wrong with the store's file; it takes a person to mend that.
        var damage: String?
        /// Whether nobody knows yet if the store survived the last end.
        var isCheckDue = false
        var isStoreFailing = false
    }

    /// Whether events are taken: a store that only has no room at the moment is asked each time.
    var takesEvents: Bool { state.withLock { !$0.isDraining && $0.damage == nil } }
    var isReady: Bool { state.withLock { !$0.isDraining && $0.damage == nil && !$0.isStoreFailing } }
    var isStoreFailing: Bool { state.withLock { $0.isStoreFailing } }
    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// Whether the next start may trust the store unseen.
    var isStoreSound: Bool { state.withLock { $0.damage == nil && !$0.isCheckDue } }

    func beginDraining() { state.withLock { $0.isDraining = true } }
    func note(damage: String) { state.withLock { $0.damage = damage } }
    func noteCheck(isDue: Bool) { state.withLock { $0.isCheckDue = isDue } }

    /// Notes how the store does; whether that is news.
    func noteStore(isFailing: Bool) -> Bool {
        state.withLock { state in
            defer { state.isStoreFailing = isFailing }
            return state.isStoreFailing != isFailing
        }
    }
}
