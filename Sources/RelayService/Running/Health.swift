import LinuxIO

/// Whether the node can do its work, as far as it knows.
final class Health: Sendable {
    private let state = Lock(State())

    private struct State: Sendable {
        var isDraining = false
        /// What was found wrong with the store's file; it takes a person to mend that.
        var damage: String?
        var isStoreFailing = false
    }

    /// Whether events are taken: a store that only has no room at the moment is asked each time.
    var takesEvents: Bool { state.withLock { !$0.isDraining && $0.damage == nil } }
    var isReady: Bool { state.withLock { !$0.isDraining && $0.damage == nil && !$0.isStoreFailing } }
    var isStoreFailing: Bool { state.withLock { $0.isStoreFailing } }
    var isDraining: Bool { state.withLock { $0.isDraining } }

    func beginDraining() { state.withLock { $0.isDraining = true } }
    func note(damage: String) { state.withLock { $0.damage = damage } }
    func noteStore(isFailing: Bool) { state.withLock { $0.isStoreFailing = isFailing } }
}
