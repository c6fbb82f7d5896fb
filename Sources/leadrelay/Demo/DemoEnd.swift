import LinuxIO

/// Whether the relay of a demo has ended: because somebody wanted that, or by an error.
final class DemoEnd: Sendable {
    /// Somebody has ended it.
    struct Ended: Error {}

    private let outcome = Lock<Result<Void, any Error>?>(nil)

    var isSet: Bool { outcome.withLock { $0 != nil } }
    func set(_ outcome: Result<Void, any Error>) { self.outcome.withLock { $0 = outcome } }

    /// - Throws: once it has ended: the error that ended it, or `Ended`.
    func check() throws {
        guard let outcome = outcome.withLock({ $0 }) else { return }
        try outcome.get()
        throw Ended()
    }
}
