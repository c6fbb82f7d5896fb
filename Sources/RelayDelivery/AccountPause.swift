package import CivilTime
package import RelayCore

/// Whether an account works, as far as its answers tell.
package struct AccountPause: Sendable {
    /// Until when nothing is sent; a moment that has passed means that one delivery goes ahead to see.
    package private(set) var until: Timestamp?
    private var probe: DeliveryID?
    /// Calls that alone are paused.
    private var calls: [String: Timestamp] = [:]
    /// The leads that got a pause since the last answer that spoke of a sound account.
    private var witnesses: Set<ExactText> = []

    package init() {}

    /// Whether anything is or was paused; nothing is for most of the time.
    var isKnown: Bool { until != nil || !calls.isEmpty }
    /// Whether only a probe may be under way.
    package var isInForce: Bool { until != nil }

    package func stops(at now: Timestamp) -> Bool { until.map { now < $0 } ?? false }

    /// For how long a call may not be made; nil where it may.
    package func rest(of call: String, at now: Timestamp) -> Duration? {
        let end = max(until ?? now, calls[call] ?? now)
        return now < end ? end.duration(since: now) : nil
    }

    /// Takes note of an answer that speaks of a broken account, and says whether a pause has begun by that.
    package mutating func note(
        _ verdict: Verdict,
        to stored: StoredDelivery,
        call: String,
        until end: Timestamp,
        at now: Timestamp
    ) -> Bool {
        guard verdict.scope == .destination else {
            let wasPaused = rest(of: call, at: now) != nil
            calls[call] = max(calls[call] ?? end, end)
            return !wasPaused
        }
        witnesses.insert(ExactText(stored.lane?.lead ?? stored.id.text))
        guard isInForce || witnesses.count >= verdict.confirm else { return false }
        let wasPaused = isInForce
        witnesses = []
        until = max(until ?? end, end)
        return !wasPaused
    }

    /// Takes note of what is begun; after a pause that is the one that goes ahead.
    mutating func begin(_ id: DeliveryID) {
        if isInForce { probe = id }
    }

    /// Takes note of an answer that no broken account would give.
    ///
    /// Only the probe's ends a pause: the others were on their way before the account broke.
    package mutating func noteSound(answerTo id: DeliveryID) {
        witnesses = []
        guard isInForce, probe == id else { return }
        until = nil
        probe = nil
    }

    /// Lets a probe go ahead at once, because what was broken may have been mended.
    package mutating func expire(at now: Timestamp) {
        calls = [:]
        until = until.map { min($0, now) }
    }
}
