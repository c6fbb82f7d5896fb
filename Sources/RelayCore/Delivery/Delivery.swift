package import CivilTime

/// One event for one send: a state machine.
///
/// What changes is decided here and nowhere else. The shell stores the new state, and does what the effects ask for
/// once that is on disk.
package struct Delivery: Sendable, Equatable {
    package let id: DeliveryID
    /// From when its age counts: its acceptance, or the last replay.
    package private(set) var since: Timestamp
    package private(set) var state: State
    package private(set) var history: History

    package enum State: Sendable, Equatable {
        case waiting(due: Timestamp, Reason)
        case inFlight
        case finished(Fate, Reason)
    }

    /// What is remembered of what was tried.
    package struct History: Sendable, Equatable {
        /// Attempts that failed or succeeded.
        package var attempts = 0
        /// Times that nobody was to blame, and it only had to wait.
        package var waits = 0
        /// Attempts that may have been carried out without an answer.
        package var inDoubt = 0
        /// That a person wanted it sent again, and how, as long as it waits for that.
        package var replay: Replay?

        package init(attempts: Int = 0, waits: Int = 0, inDoubt: Int = 0, replay: Replay? = nil) {
            self.attempts = attempts
            self.waits = waits
            self.inDoubt = inDoubt
            self.replay = replay
        }

        /// How often something was sent or looked up for it, which numbers its attempts.
        package var tries: Int { attempts + waits }
    }

    package enum Event: Sendable, Equatable {
        /// Its turn has come.
        case started
        /// An answer came, or did not, and the API's rules say what that means.
        case judged(Verdict, Answered)
        /// There is nothing to be sent.
        case skipped(Reason)
        /// The API has already what was to be sent.
        case alreadySo(Reason)
        /// It cannot be made, now or ever.
        case failed(Reason)
        /// The process goes down before anything was sent.
        case released
        /// A person gives it up.
        case discarded
        /// A person wants it tried again.
        case replayed(Replay)
        /// A newer one takes its place.
        case superseded(by: DeliveryID)
        /// A newer one was delivered before it.
        case stale(after: DeliveryID)
    }

    /// What a judgement needs to know of the answer.
    package struct Answered: Sendable, Equatable {
        package let retryAfter: Duration?
        /// Whether the API may have carried the request out without saying so.
        package let isInDoubt: Bool

        package init(retryAfter: Duration? = nil, isInDoubt: Bool = false) {
            self.retryAfter = retryAfter
            self.isInDoubt = isInDoubt
        }
    }

    package enum Effect: Sendable, Equatable {
        case send
        case writeDeadLetter
        /// The account is broken: nothing more goes to this destination for that long.
        case pause(Verdict, until: Timestamp)
    }

    /// All that a decision may not find out for itself.
    package struct Moment: Sendable {
        package let now: Timestamp
        package let policy: RetryPolicy
        package let jitter: Jitter
        /// From when it is not worth sending any more; nil where it always is.
        package let worthUntil: Timestamp?

        package init(now: Timestamp, policy: RetryPolicy, jitter: Jitter, worthUntil: Timestamp? = nil) {
            self.now = now
            self.policy = policy
            self.jitter = jitter
            self.worthUntil = worthUntil
        }
    }

    package init(id: DeliveryID, since: Timestamp, state: State, history: History = History()) {
        self.id = id
        self.since = since
        self.state = state
        self.history = history
    }

    /// When it is to be tried; nil where it does not wait.
    package var due: Timestamp? {
        if case .waiting(let due, _) = state { due } else { nil }
    }

    package mutating func apply(_ event: Event, _ moment: Moment) throws(InvalidTransition) -> [Effect] {
        switch (state, event) {
        case (.waiting(let due, _), .started) where due <= moment.now:
            return start(moment)
        case (.inFlight, .judged(let verdict, let answered)):
            return settle(verdict, answered, moment)
        case (.inFlight, .skipped(let reason)):
            state = .finished(.skipped, reason)
            return []
        case (.inFlight, .alreadySo(let reason)):
            history.attempts += 1
            state = .finished(.alreadySo, reason)
            return []
        case (.inFlight, .failed(let reason)):
            return end(.dead, reason)
        case (.inFlight, .released):
            state = .waiting(due: moment.now, Reason("its-turn"))
            return []
        case (.waiting, .discarded):
            state = .finished(.discarded, Reason("discarded"))
            return []
        case (.finished(let fate, _), .discarded) where fate.isDeadLetter:
            state = .finished(.discarded, Reason("discarded"))
            return []
        case (.waiting, .superseded(let newer)) where !history.isWantedEvenIfStale:
            state = .finished(.superseded, .superseded(by: newer))
            return []
        case (.waiting, .stale(let newer)) where !history.isWantedEvenIfStale:
            state = .finished(.stale, .stale(after: newer))
            return []
        case (.finished(let fate, _), .replayed(let replay)) where fate.canBeReplayed(replay):
            state = .waiting(due: moment.now, .replayed)
            since = beginning(at: moment.now)
            // The doubt stays: whether the API has it already is as unknown as before.
            history = History(inDoubt: history.inDoubt, replay: replay)
            return []
        case (.waiting, _), (.inFlight, _), (.finished, _):
            throw InvalidTransition(from: state, on: event)
        }
    }

    private mutating func start(_ moment: Moment) -> [Effect] {
        if let limit = moment.worthUntil, moment.now >= limit {
            let detail = "the event is older than the \"expires\" of its send"
            return end(.expired, Reason("expired", detail: detail, remedy: "replay it if it still matters"))
        }
        guard moment.now < deadline(moment) || history.tries == 0 else {
            return end(.expired, Reason("too-old", remedy: "replay it if it still matters"))
        }
        state = .inFlight
        return [.send]
    }

    private mutating func settle(_ verdict: Verdict, _ answered: Answered, _ moment: Moment) -> [Effect] {
        if answered.isInDoubt { history.inDoubt += 1 }
        switch verdict.kind {
        case .delivered, .warned:
            history.attempts += 1
            state = .finished(verdict.kind == .warned ? .warned : .delivered, Reason(verdict))
            return []
        case .dead:
            history.attempts += 1
            return end(.dead, Reason(verdict))
        case .retry:
            history.attempts += 1
            return retry(verdict, answered, moment)
        case .wait, .pause:
            history.waits += 1
            let hint = verdict.hint(answered.retryAfter)
            let delay = hint ?? moment.policy.pause(afterWait: history.waits)
            // Others wait for a pause too, so that it does not end with what this one is worth.
            let isPause = verdict.kind == .pause
            let due = due(after: delay, within: isPause ? deadline(moment) : end(moment), moment)
            state = .waiting(due: due, Reason(verdict))
            return isPause ? [.pause(verdict, until: due)] : []
        }
    }

    private mutating func retry(_ verdict: Verdict, _ answered: Answered, _ moment: Moment) -> [Effect] {
        guard history.attempts < moment.policy.attempts else {
            let remedy = verdict.asksForNothing ? "see the last answer; then replay" : verdict.remedy
            return end(.dead, Reason(verdict.cause, detail: "\(history.attempts) attempts failed", remedy: remedy))
        }
        let delay = moment.policy.delay(afterFailure: history.attempts, jitter: moment.jitter)
        let floor = verdict.hint(answered.retryAfter) ?? .zero
        state = .waiting(due: due(after: max(delay, floor), within: end(moment), moment), Reason(verdict))
        return []
    }

    /// In time for a last try, whatever an answer asks for: what is due when it ends is never tried again, and whoever waits
    /// behind it waits for nothing. And not at once, or an API that asks for no wait would be asked without end.
    private func due(after delay: Duration, within end: Timestamp, _ moment: Moment) -> Timestamp {
        let soonest = moment.now + .seconds(1)
        let due = max(soonest, moment.now + delay)
        guard end <= due else { return due }
        let last = end - RetryPolicy.lastChance(of: end.duration(since: since))
        // From then on it has had its last try, and only ends.
        let hasHadIt = last <= moment.now || end <= soonest
        return hasHadIt ? max(moment.now, end) : max(last, soonest)
    }

    private func deadline(_ moment: Moment) -> Timestamp { since + moment.policy.age }

    /// When it ends: with its age, or once it is not worth sending any more.
    private func end(_ moment: Moment) -> Timestamp { min(deadline(moment), moment.worthUntil ?? .latest) }

    /// Never when it began before: what comes of an attempt counts for the time round that it was made in.
    private func beginning(at now: Timestamp) -> Timestamp {
        now.microseconds == since.microseconds ? now + .microseconds(1) : now
    }

    private mutating func end(_ fate: Fate, _ reason: Reason) -> [Effect] {
        state = .finished(fate, reason)
        return [.writeDeadLetter]
    }
}

extension Fate {
    func canBeReplayed(_ replay: Delivery.Replay) -> Bool {
        isDeadLetter || self == .discarded || isOvertaken && replay.contains(.evenIfStale)
            || (isDelivered || self == .skipped) && replay.contains(.onceMore)
    }
}

/// A delivery was told what cannot happen to it in its state: the caller's mistake.
package struct InvalidTransition: Error, Sendable, Equatable, CustomStringConvertible {
    package let from: Delivery.State
    package let event: Delivery.Event

    init(from: Delivery.State, on event: Delivery.Event) {
        self.from = from
        self.event = event
    }

    package var description: String { "a delivery that is \(from) cannot be told \(event)" }
}
