import LinuxIO

/// Whether a demo ends: because somebody wants that, or its relay has.
final class DemoEnd: Sendable {
    /// Somebody has ended it.
    struct Ended: Error {}

    private struct State {
        var isWanted = false
        var outcome: Result<Void, any Error>?
    }

    private let state = Lock(State())

    /// Whether the relay has ended.
    var isSet: Bool { state.withLock { $0.outcome != nil } }
    func set(_ outcome: Result<Void, any Error>) { state.withLock { $0.outcome = outcome } }

    /// Somebody wants it to end: what the relay does from then on says nothing of how it works.
    func want() { state.withLock { $0.isWanted = true } }

    /// - Throws: the error that ended the relay; `Ended`, once that has ended or somebody wants it to.
    func check() throws {
        let state = state.withLock { $0 }
        try state.outcome?.get()
        if state.isWanted || state.outcome != nil { throw Ended() }
    }
}
