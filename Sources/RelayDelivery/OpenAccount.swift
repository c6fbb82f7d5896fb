import CivilTime
import RelayCore

/// An account with what the deliverer keeps beside it.
final class OpenAccount {
    let destination: String
    var account: Account
    var policy: RetryPolicy
    /// Whether something has happened since it was last served.
    var isStirred = false
    /// When it will be served though nothing happens; the earliest stands last, since none is set that comes later.
    private var alarms: [Timestamp] = []

    init(_ destination: String) {
        self.destination = destination
        account = Account(concurrency: 1)
        policy = .standard
    }

    /// The alarm that must be set; nil where none is needed, or one that is set comes early enough.
    func alarm(at now: Timestamp) -> Timestamp? {
        guard let wake = account.wakeTime(at: now), alarms.last.map({ wake < $0 }) ?? true else { return nil }
        alarms.append(wake)
        return wake
    }

    func forget(alarm: Timestamp) {
        if let position = alarms.lastIndex(of: alarm) { alarms.remove(at: position) }
    }
}
