import CivilTime
import RelayCore

/// An account with what the deliverer keeps beside it.
final class OpenAccount {
    let destination: String
    var account: Account
    var policy: RetryPolicy
    /// Whose quota it draws from; nil while nothing is sent there.
    var credential: Credential?
    /// Whether what is begun is sent; a destination that is not may be asked all the same.
    var isLive = true
    /// Nil while it has no quota.
    var line: QuotaLine?
    /// The tokens of what is begun, until work on it begins.
    var drawn: [DeliveryID: QuotaPermit] = [:]
    /// Whether something has happened since it was last served.
    var isStirred = false
    /// What its last answer told that opened its breaker: a status, or the word for a failure.
    var downCause = ""
    /// Whether an operator is told that it is down.
    var isToldDown = false
    /// That nothing may be asked of it for a while, as it is stored.
    var storedClosure: QuotaClosure?
    /// Whether an operator is told that it refuses as a broken account does, though that has not paused it.
    var isToldDoubtful = false
    /// Whether it is lookups that were refused so.
    var isDoubtOfLookup = false
    private var alarms = Alarms()

    init(_ destination: String) {
        self.destination = destination
        account = Account(concurrency: 1)
        policy = .standard
    }

    /// How it stands where it is not open.
    func standing(at now: Timestamp) -> Standing? {
        if let pause = account.pause.current { return .paused(pause) }
        return account.ramp.flatMap { $0.ramp.isOver(at: now) ? nil : .ramping($0.ramp) }
    }

    /// The alarm that must be set; nil where none is needed, or one that is set comes early enough.
    func alarm(at now: Timestamp) -> Timestamp? {
        account.wakeTime(at: now).flatMap { alarms.alarm(for: $0, at: now) }
    }

    func forget(alarm: Timestamp) { alarms.forget(alarm) }
}
