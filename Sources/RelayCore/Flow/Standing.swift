package import CivilTime

/// How a destination stands beside open, which is how nearly all do nearly always: it outlives the process.
package enum Standing: Sendable, Equatable {
    case paused(DestinationPause)
    /// It was resumed, and is taken up again little by little.
    case ramping(Ramp)

    package var pause: DestinationPause? {
        if case .paused(let pause) = self { pause } else { nil }
    }
}

/// That nothing is sent to a destination: who wants that, since when, and why.
package struct DestinationPause: Sendable, Equatable {
    package let by: Origin
    package let since: Timestamp
    /// The word of the answer rule, or `operator`.
    package let cause: String
    /// What to do; of an operator's pause, what it is for.
    package let remedy: String
    /// The status of the answer; nil where none came.
    package let status: Int?
    /// The delivery whose answer it was.
    package let sample: DeliveryID?
    /// When it is found out whether the account works again; nil where only a person ends it.
    package var nextProbe: Timestamp?
    /// How often that has been asked.
    package var probes: Int

    package enum Origin: String, Sendable {
        /// The API says that the account is broken.
        case answer
        /// A person wants it.
        case `operator`
    }

    package init(
        by origin: Origin,
        since: Timestamp,
        cause: String,
        remedy: String,
        status: Int? = nil,
        sample: DeliveryID? = nil,
        nextProbe: Timestamp? = nil,
        probes: Int = 0
    ) {
        by = origin
        self.since = since
        self.cause = cause
        self.remedy = remedy
        self.status = status
        self.sample = sample
        self.nextProbe = nextProbe
        self.probes = probes
    }

    /// A pause that a person began, with what they say of it.
    package static func byOperator(reason: String, since: Timestamp) -> DestinationPause {
        DestinationPause(by: .operator, since: since, cause: "operator", remedy: reason)
    }

    /// The same pause after an answer that does not end it; the hint is how long the API wants to be left alone.
    package func probed(hint: Duration?, policy: RetryPolicy, at now: Timestamp) -> DestinationPause {
        var next = self
        next.probes += 1
        next.nextProbe = now + policy.pause(beforeProbe: next.probes + 1, hint: hint)
        return next
    }
}

extension RetryPolicy {
    /// How long to wait before it is found out, for the so-manieth time, whether an account works again.
    package func pause(beforeProbe number: Int, hint: Duration?) -> Duration {
        max(pause(afterWait: number), min(hint ?? .zero, age))
    }
}
