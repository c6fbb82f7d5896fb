package import CivilTime

/// Keeps deliveries from a destination that cannot be reached or fails by itself, until one has shown that it works.
///
/// It opens on so many failures in a row. While it is open nothing is begun, but for one probe at a time after each
/// pause, and each pause is longer than the one before. When a probe is answered, one more delivery at a time may be under
/// way with each answer, up to what is configured; a failure before that opens it again.
package struct Breaker: Sendable {
    package struct Settings: Sendable, Equatable {
        /// Failures in a row that open it.
        package let failures: Int
        package let firstPause: Duration
        package let longestPause: Duration

        package static let standard = Settings(failures: 10, firstPause: .seconds(5), longestPause: .seconds(300))

        package init(failures: Int, firstPause: Duration, longestPause: Duration) {
            self.failures = failures
            self.firstPause = firstPause
            self.longestPause = longestPause
        }
    }

    package enum State: Sendable, Equatable {
        case closed(failures: Int)
        case open(until: Timestamp, pause: Duration)
        case ramp(allowed: Int, pause: Duration)
    }

    /// What an answer, or none, tells of a destination.
    package enum Sign: Sendable {
        /// It answers, whatever it says.
        case sound
        /// It cannot be reached, or fails by itself.
        case broken

        /// Nil where nothing was asked of it.
        package init?(_ answer: Answer) {
            if let status = answer.status {
                self = status < 500 ? .sound : .broken
            } else {
                guard let failure = SendFailure(rawValue: answer.failure), failure.isTransport else { return nil }
                self = .broken
            }
        }
    }

    package enum Change: Sendable, Equatable {
        case opened(until: Timestamp)
        /// It was open, and the probe has failed.
        case prolonged
        case closed
    }

    private let settings: Settings
    package private(set) var state = State.closed(failures: 0)
    /// Since when deliveries are held back by it; nil while none are.
    package private(set) var since: Timestamp?
    /// When the state began: what was under way by then tells nothing of it.
    private var changed = Timestamp.earliest
    private var probe: DeliveryID?

    package init(_ settings: Settings = .standard) {
        self.settings = settings
    }

    /// Until when nothing is begun; nil where something may be.
    package func end(at now: Timestamp) -> Timestamp? {
        // A clock that was put back behind the pause's beginning tells nothing of its end.
        guard case .open(let until, _) = state, changed <= now, now < until else { return nil }
        return until
    }

    /// Whether another may be begun beside so many.
    package func allows(beside working: Int, at now: Timestamp) -> Bool {
        switch state {
        case .closed: true
        case .open: probe == nil && end(at: now) == nil
        case .ramp(let allowed, _): working < allowed
        }
    }

    /// Whether it keeps nothing back.
    package var isClosed: Bool { if case .closed = state { true } else { false } }

    /// Whether it is the one that goes ahead.
    package func isProbe(_ id: DeliveryID) -> Bool { probe == id }

    /// Lets a probe go ahead at once, because what was broken may have been mended.
    package mutating func expire(at now: Timestamp) {
        if case .open(let until, let pause) = state { state = .open(until: min(until, now), pause: pause) }
    }

    /// Takes over that it was not closed when the process before this one ended: one goes ahead, to see whether what was
    /// broken still is.
    package mutating func takeOver(since moment: Timestamp, at now: Timestamp) {
        state = .open(until: now, pause: settings.firstPause)
        (since, changed) = (moment, now)
    }

    /// Takes note of what is begun, where it allows that.
    package mutating func begin(_ id: DeliveryID) {
        if case .open = state { probe = id }
    }

    /// Takes note that something has ended, be it without an answer: another may be the probe.
    package mutating func end(_ id: DeliveryID) {
        if probe == id { probe = nil }
    }

    /// Takes note of an answer to what was started then, and says whether that has opened, prolonged or closed it; `most`
    /// are how many may be under way at once when nothing is wrong.
    package mutating func note(
        _ sign: Sign,
        of id: DeliveryID,
        started: Timestamp,
        most: Int,
        at now: Timestamp
    ) -> Change? {
        switch (state, sign) {
        case (.closed(0), .sound): return nil
        case (.closed, .sound):
            state = .closed(failures: 0)
            return nil
        case (.closed(let failures), .broken):
            return started < changed ? nil : fail(after: failures, at: now)
        case (.open(_, let pause), .sound):
            // What was on its way before says nothing of what is now.
            guard probe == id else { return nil }
            climb(to: 2, most, pause)
            (changed, since, probe) = (now, nil, nil)
            return .closed
        case (.open(_, let pause), .broken):
            return probe == id ? open(for: pause * 2, at: now) : nil
        case (.ramp(let allowed, let pause), .sound):
            if started >= changed { climb(to: allowed + 1, most, pause) }
            return nil
        case (.ramp(_, let pause), .broken):
            guard started >= changed else { return nil }
            // Where little is sent a ramp takes long, and a failure hours later is a first one.
            let isOver = now.duration(since: changed) > settings.longestPause
            return isOver ? fail(after: 0, at: now) : open(for: pause * 2, at: now)
        }
    }

    private mutating func fail(after failures: Int, at now: Timestamp) -> Change? {
        state = .closed(failures: failures + 1)
        return failures + 1 < settings.failures ? nil : open(for: settings.firstPause, at: now)
    }

    private mutating func open(for pause: Duration, at now: Timestamp) -> Change? {
        let pause = min(pause, settings.longestPause)
        state = .open(until: now + pause, pause: pause)
        (changed, probe) = (now, nil)
        guard since == nil else { return .prolonged }
        since = now
        return .opened(until: now + pause)
    }

    private mutating func climb(to allowed: Int, _ most: Int, _ pause: Duration) {
        state = allowed > most ? .closed(failures: 0) : .ramp(allowed: allowed, pause: pause)
    }
}
