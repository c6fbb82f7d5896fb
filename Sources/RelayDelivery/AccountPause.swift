package import CivilTime
package import RelayCore

/// Whether an account works, as far as its answers tell, and whether anything is to be sent there at all.
package struct AccountPause: Sendable {
    /// Nil where nothing is paused.
    package private(set) var current: DestinationPause? {
        didSet { isInForce = current != nil }
    }
    /// Whether no more than a delivery that goes ahead may be under way; stands by itself, since everybody asks for it.
    package private(set) var isInForce = false
    /// Whether a harmless call shows if the account works again; otherwise it is a delivery that goes ahead.
    package var hasProbe = false
    /// Whether such a call is under way.
    private var isProbing = false
    /// Whether a delivery goes ahead though there is a harmless call: that was answered well, or cannot be made.
    private var isPastProbe = false
    /// The delivery that goes ahead.
    private var ahead: DeliveryID?
    /// The delivery to another destination that asked something here last.
    private var asker: DeliveryID?
    /// Until when calls are paused that alone are.
    private var calls: [String: Timestamp] = [:]
    /// The leads that got a pause since the last answer that spoke of a sound account.
    private var witnesses: Set<ExactText> = []
    /// The deliveries that got one since then.
    private var refused: Set<DeliveryID> = []

    package init() {}

    /// Whether anything is or was paused; nothing is for most of the time.
    var isKnown: Bool { isInForce || !calls.isEmpty }

    /// Whether no delivery may be begun.
    package func stops(at now: Timestamp) -> Bool {
        guard isInForce, let current else { return false }
        guard current.by == .answer, !hasProbe || isPastProbe else { return true }
        return now < current.nextProbe ?? now
    }

    /// Whether it is time for the harmless call.
    func wantsProbe(at now: Timestamp) -> Bool {
        guard let current, current.by == .answer, hasProbe, !isPastProbe, !isProbing else { return false }
        return current.nextProbe ?? now <= now
    }

    /// When something can be done about a pause; nil where nothing can, or not by the clock.
    var wakeTime: Timestamp? {
        guard let current, current.by == .answer, !isProbing else { return nil }
        return current.nextProbe
    }

    /// For how long a call may not be made; nil where it may.
    package func rest(of call: String, at now: Timestamp) -> Duration? {
        let whole = current.map { $0.by == .operator ? now + Self.operatorRest : $0.nextProbe ?? now }
        let end = max(whole ?? now, calls[call] ?? now)
        return now < end ? end.duration(since: now) : nil
    }

    /// How long a lookup waits until it is tried again whether a person still wants nothing to be asked.
    private static let operatorRest = Duration.seconds(60)

    // MARK: Answers

    /// What an answer has changed.
    package enum Change: Sendable {
        case began
        /// It goes on, and so it is to be remembered anew.
        case went
        case nothing
    }

    /// Takes note of an answer that speaks of a broken account, and says what has changed with that.
    package mutating func note(
        _ breakage: Breakage,
        to stored: StoredDelivery,
        _ policy: RetryPolicy,
        at now: Timestamp
    ) -> Change {
        guard breakage.verdict.scope == .destination else { return pauseCall(breakage, at: now) }
        guard let current else { return begin(breakage, to: stored, policy, at: now) }
        guard current.by == .answer else { return .nothing }
        guard ahead == stored.id || asker == stored.id else {
            // It was on its way by then; what the API asks for counts all the same.
            if let hint = breakage.hint { delayProbe(until: now + min(hint, policy.age)) }
            return .nothing
        }
        noteFailedProbe(hint: breakage.hint, policy, at: now)
        return .went
    }

    /// Takes note of an answer that speaks of a broken account and has not paused that, and says whether somebody should look
    /// at it: its delivery waits for long, or got the same before.
    mutating func isWorthALook(
        _ breakage: Breakage,
        to id: DeliveryID,
        _ policy: RetryPolicy,
        at now: Timestamp
    ) -> Bool {
        guard current == nil else { return false }
        if now + policy.pause(beforeProbe: 1, hint: nil) < breakage.until { return true }
        guard !refused.contains(id) else { return true }
        if refused.count < Self.mostRefused { refused.insert(id) }
        return false
    }

    /// Where only a call is paused, as many may be refused as there are.
    private static let mostRefused = 64

    private mutating func pauseCall(_ breakage: Breakage, at now: Timestamp) -> Change {
        let wasPaused = rest(of: breakage.call, at: now) != nil
        calls[breakage.call] = max(calls[breakage.call] ?? breakage.until, breakage.until)
        return wasPaused ? .nothing : .began
    }

    private mutating func begin(
        _ breakage: Breakage,
        to stored: StoredDelivery,
        _ policy: RetryPolicy,
        at now: Timestamp
    ) -> Change {
        witnesses.insert(ExactText(stored.lane?.lead ?? stored.id.text))
        guard witnesses.count >= breakage.verdict.confirm else { return .nothing }
        set(
            DestinationPause(
                by: .answer,
                since: now,
                cause: breakage.verdict.cause,
                remedy: breakage.verdict.remedy,
                status: breakage.status,
                sample: stored.id,
                nextProbe: now + policy.pause(beforeProbe: 1, hint: breakage.hint)
            )
        )
        return .began
    }

    private mutating func delayProbe(until moment: Timestamp) {
        let before = current?.nextProbe ?? moment
        current?.nextProbe = max(before, moment)
    }

    /// Takes note of what is begun; in a pause that is the one that goes ahead.
    mutating func begin(_ id: DeliveryID) {
        if isInForce { ahead = id }
    }

    /// Takes note of whose lookup is made.
    mutating func beginLookup(for id: DeliveryID) {
        if isInForce { asker = id }
    }

    /// Takes note of an answer that no broken account would give, and returns the pause that has ended with that.
    ///
    /// Only the answer to the one that went ahead ends a pause: the others were on their way before the account broke.
    package mutating func noteSound(answerTo id: DeliveryID) -> DestinationPause? {
        (witnesses, refused) = ([], [])
        guard isInForce, ahead == id else { return nil }
        return end(.answer)
    }

    /// Takes note of an answer to a lookup that no broken account would give, and returns the pause that has ended with that.
    ///
    /// A key that may read need not be one that may write: while a delivery can go ahead, a lookup ends only what lookups
    /// began.
    mutating func noteSound(answerToLookupFor id: DeliveryID, besideOthers hasOthers: Bool) -> DestinationPause? {
        witnesses = []
        guard isInForce, asker == id, let current, current.isByLookup || !hasOthers else { return nil }
        return end(.answer)
    }

    /// Takes note that the one that went ahead got no answer that tells, and says whether it was that one.
    mutating func noteLost(answerTo id: DeliveryID, _ policy: RetryPolicy, at now: Timestamp) -> Bool {
        guard current?.by == .answer, ahead == id else { return false }
        noteFailedProbe(hint: nil, policy, at: now)
        return true
    }

    // MARK: Harmless calls

    mutating func beginProbe() { isProbing = true }

    /// The harmless call was not made, and may be later.
    mutating func giveProbeUp(until moment: Timestamp) {
        isProbing = false
        delayProbe(until: moment)
    }

    /// The harmless call was answered well, or cannot be made for what waits: what a delivery is answered tells.
    mutating func goPastProbe() { (isProbing, isPastProbe) = (false, true) }

    mutating func noteFailedProbe(hint: Duration?, _ policy: RetryPolicy, at now: Timestamp) {
        (isProbing, isPastProbe, ahead, asker) = (false, false, nil, nil)
        current = current?.probed(hint: hint, policy: policy, at: now)
    }

    // MARK: Setting

    /// Puts a pause in force, in place of any other.
    package mutating func set(_ pause: DestinationPause?) {
        current = pause
        (witnesses, refused, ahead, asker) = ([], [], nil, nil)
        (isProbing, isPastProbe) = (false, false)
    }

    /// Ends a pause that so began, and returns it.
    package mutating func end(_ origin: DestinationPause.Origin) -> DestinationPause? {
        guard let current, current.by == origin else { return nil }
        set(nil)
        return current
    }

    /// Ends all pauses, and returns that of the whole account.
    package mutating func endAll() -> DestinationPause? {
        defer { set(nil) }
        calls = [:]
        return current
    }

    /// Moves in time when something is to be done, as the clock that shows it was moved.
    mutating func shift(by duration: Duration) {
        calls = calls.mapValues { $0 + duration }
        if let next = current?.nextProbe { current?.nextProbe = next + duration }
    }

    /// Lets a probe go ahead at once, because what was broken may have been mended; what a person paused stays so.
    package mutating func expire(at now: Timestamp) {
        calls = [:]
        guard let next = current?.nextProbe else { return }
        current?.nextProbe = min(next, now)
    }
}

extension DestinationPause {
    /// Whether it was a lookup, or the read before a write, whose answer began it.
    fileprivate var isByLookup: Bool { cause.hasPrefix(Verdict.ofLookup) }
}
